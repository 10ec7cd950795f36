package dev.z0.agent.core.weaving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class AdviceTest {
    private final Advice renaming = new Advice("a/B", "javax/servlet/", "jakarta/servlet/");

    @Test
    void renamesClassesAndWhatIsNamedAfterTheirPackage() {
        assertEquals(
                "(Ljakarta/servlet/ServletRequest;Ljakarta/servlet/ServletResponse;)V",
                renaming.rename("(Ljavax/servlet/ServletRequest;Ljavax/servlet/ServletResponse;)V"));
        assertEquals("jakarta.servlet.error.status_code", renaming.rename("javax.servlet.error.status_code"));
        assertEquals("javax.sql.DataSource", renaming.rename("javax.sql.DataSource"));
        assertNull(renaming.rename(null));
        assertEquals("javax/servlet/Filter", new Advice("a/B", null, null).rename("javax/servlet/Filter"));
    }
}
