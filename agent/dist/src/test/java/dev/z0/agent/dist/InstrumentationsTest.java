package dev.z0.agent.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.config.Settings;
import dev.z0.agent.core.weaving.Instrumentation;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is woven is all but what the settings switch off. */
class InstrumentationsTest {

    private static Set<String> enabled(String disabled) {
        Map<String, String> environment = Map.of("Z0_INSTRUMENTATIONS_DISABLED", disabled);
        return Instrumentations.enabled(Settings.load(environment, new Properties(), null)).stream()
                .map(InstrumentationsTest::name)
                .collect(Collectors.toSet());
    }

    private static String name(Instrumentation instrumentation) {
        return instrumentation.family() + '/' + instrumentation.getClass().getSimpleName();
    }

    @Test
    void familiesAndMembersCanBeSwitchedOff() {
        Set<String> all = enabled("");
        assertTrue(all.contains("servlet/Tomcat") && all.contains("servlet/Jetty"), all::toString);
        Set<String> some = enabled("jdbc,Tomcat");
        assertFalse(some.contains("servlet/Tomcat"), some::toString);
        assertTrue(some.stream().noneMatch(name -> name.startsWith("jdbc/")), some::toString);
        long left = all.stream()
                .filter(name -> !name.startsWith("jdbc/") && !name.equals("servlet/Tomcat"))
                .count();
        assertEquals(left, some.size());
    }
}
