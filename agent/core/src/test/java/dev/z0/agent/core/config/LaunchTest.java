package dev.z0.agent.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchTest {
    @ParameterizedTest
    @CsvSource({
        "shop.jar --port 80, shop",
        "/opt/app/shop-1.4.2-SNAPSHOT.jar, shop",
        "C:\\apps\\order-service-2.jar, order-service",
        "order-service.war, order-service",
        "com.acme.shop.ShopApplication, ShopApplication",
        "com.acme.shop/com.acme.shop.Main arg, Main",
        "Main, Main",
        "org.apache.catalina.startup.Bootstrap start, tomcat",
        "/opt/wildfly/jboss-modules.jar -mp modules, wildfly",
        "/opt/wlp/bin/tools/ws-server.jar shop, liberty",
        "com.sun.enterprise.glassfish.bootstrap.ASMain, glassfish",
    })
    void namesTheServiceAfterWhatWasStarted(String command, String name) {
        assertEquals(name, new Launch(command).serviceName());
    }

    @Test
    void knowsNothingWhereNothingIsSaid() {
        assertNull(new Launch(null).serviceName());
        assertNull(new Launch(" ").serviceName());
        assertFalse(new Launch(null).isTool());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdk.jcmd/sun.tools.jcmd.JCmd -l",
                "jdk.compiler/com.sun.tools.javac.Main",
                "sun.security.tools.keytool.Main",
                "com.sun.tools.javac.Main",
                "java.base/sun.security.tools.keytool.Main",
                "org.codehaus.plexus.classworlds.launcher.Launcher verify",
                "org.apache.maven.wrapper.MavenWrapperMain",
                "org.gradle.wrapper.GradleWrapperMain build",
                "org.gradle.launcher.daemon.bootstrap.GradleDaemon 8.10",
            })
    void knowsTools(String command) {
        assertTrue(new Launch(command).isTool());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop.jar",
                "com.acme.Main",
                "org.apache.catalina.startup.Bootstrap",
                "com.sun.enterprise.glassfish.bootstrap.ASMain",
                "org.springframework.boot.loader.launch.JarLauncher"
            })
    void knowsApplications(String command) {
        assertFalse(new Launch(command).isTool());
    }
}
