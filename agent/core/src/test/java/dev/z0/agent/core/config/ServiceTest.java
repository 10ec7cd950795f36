package dev.z0.agent.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceTest {
    @TempDir
    Path directory;

    private static Service service(Map<String, String> environment) {
        return Service.of(Settings.load(environment, new Properties(), null));
    }

    @Test
    void theConfigurationComesFirst() {
        Service service = service(Map.of(
                "OTEL_SERVICE_NAME", "shop",
                "OTEL_RESOURCE_ATTRIBUTES", "service.name=other,service.version=1.1",
                "Z0_BUILD_VERSION", "1.2"));
        assertEquals("shop", service.name());
        assertEquals("1.2", service.buildVersion());
    }

    @Test
    void theResourceComesSecond() {
        Service service = service(Map.of("OTEL_RESOURCE_ATTRIBUTES", "service.name=other,service.version=1.1"));
        assertEquals("other", service.name());
        assertEquals("1.1", service.buildVersion());
    }

    private String jar(String name, String version, String... entries) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (version != null) {
            manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
        }
        Path file = directory.resolve(name);
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (int i = 0; i < entries.length; i += 2) {
                jar.putNextEntry(new ZipEntry(entries[i]));
                jar.write(entries[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        }
        return file.toString();
    }

    private static String version(String command, String... classPath) {
        return BuildVersion.of(new Launch(command), String.join(File.pathSeparator, classPath));
    }

    @Test
    void theJarThatWasStartedTellsItsVersion() throws IOException {
        String info = "BOOT-INF/classes/META-INF/build-info.properties";
        assertEquals("1.4", version(jar("a.jar", "1.4", info, "build.version=9")));
        assertEquals("9", version(jar("b.jar", null, info, "build.version = 9 ")));
        assertEquals("abc123", version(jar("c.jar", null, "git.properties", "git.commit.id.abbrev=abc123")));
        assertNull(version(jar("d.jar", null)));
        assertNull(version("missing.jar"));
    }

    @Test
    void onlyTheJarWithTheMainClassIsAsked() throws IOException {
        String library = jar("library.jar", "3.3", "META-INF/build-info.properties", "build.version=3.4");
        String application = jar("application.jar", "1.4", "com/acme/Main.class", "");
        assertEquals("1.4", version("com.acme.Main arg", library, application));
        assertNull(version("com.acme.Other", library, application));
        assertNull(version(null, library, application));
    }

    @Test
    void directoriesOfTheClassPathAreTheApplications() throws IOException {
        Path classes = Files.createDirectories(directory.resolve("classes"));
        Files.writeString(classes.resolve("git.properties"), "git.build.version=2.0\ngit.commit.id.abbrev=abc");
        assertEquals("2.0", version("com.acme.Main", classes.toString()));
        Path info = Files.createDirectories(classes.resolve("META-INF")).resolve("build-info.properties");
        Files.writeString(info, "build.version=2.1");
        assertEquals("2.1", version("com.acme.Main", classes.toString()));
    }

    @Test
    void aServersVersionIsNotTheApplications() throws IOException {
        String server = jar("bootstrap.jar", "10.1", "org/apache/catalina/startup/Bootstrap.class", "");
        assertNull(version("org.apache.catalina.startup.Bootstrap start", server));
    }

    @Test
    void brokenFilesTellNothing() throws IOException {
        Path broken = directory.resolve("broken.jar");
        Files.writeString(broken, "no jar");
        assertNull(version(broken.toString()));
        assertNull(version("com.acme.Main", broken.toString()));
    }
}
