package dev.z0.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What z0 must not change: tools that inherit it, and services on which it is switched off. */
class HarmlessTest {

    @BeforeAll
    static void needsAgent() {
        Assumptions.assumeTrue(Agent.present(), "no agent");
    }

    static List<Integer> jdks() {
        return Jdk.wanted();
    }

    @ParameterizedTest(name = "JDK {0}")
    @MethodSource("jdks")
    void toolsPrintWhatTheyPrintWithout(int version) throws Exception {
        Jdk jdk = Jdk.of(version);
        List<List<String>> tools = new ArrayList<>();
        tools.add(List.of(jdk.tool("java"), "-version"));
        tools.add(List.of(jdk.tool("keytool"), "-help"));
        tools.add(List.of(jdk.tool("keytool"), "-list", "-keystore", "none.jks", "-storepass", "changeit"));
        tools.add(List.of(jdk.tool("jcmd"), "-h"));
        if (version >= 17) {
            tools.add(List.of(
                    Path.of(System.getProperty("z0.smoke.maven"), "bin/mvn").toString(), "-v"));
        }
        for (List<String> tool : tools) {
            Map<String, String> home = Map.of("JAVA_HOME", jdk.home().toString());
            String name = "tool-" + version + "-" + tools.indexOf(tool);
            try (ServerProcess without = ServerProcess.start(ServerProcess.directory(name), null, tool, home);
                    ServerProcess with = ServerProcess.start(
                            ServerProcess.directory(name + "-with"),
                            null,
                            tool,
                            Map.of("JAVA_HOME", jdk.home().toString(), "JAVA_TOOL_OPTIONS", Agent.option()))) {
                assertEquals(without.awaitExit(), with.awaitExit(), tool::toString);
                assertEquals(without.printed(), with.printed(), tool::toString);
                assertEquals(without.errorOutput(), withoutNotice(with.errorOutput()), tool::toString);
            }
        }
    }

    /** The JVM itself tells that it picked up the variable. */
    private static String withoutNotice(String text) {
        return text.replaceFirst("Picked up JAVA_TOOL_OPTIONS: .*\\R", "");
    }

    @ParameterizedTest(name = "JDK {0}")
    @MethodSource("jdks")
    void switchedOffItLeavesNothing(int version) throws Exception {
        Jdk jdk = Jdk.of(version);
        try (Stub stub = new Stub()) {
            List<String> options = ServerMatrixTest.options(stub);
            options.add("-verbose:class");
            try (ServerProcess process = Server.UNDERTOW_JAVAX.start(jdk, options, Map.of("Z0_ENABLED", "false"))) {
                Answer answer = new Load(process.base()).send(Call.get("/app/work?q=1&e=1", 200), null);
                assertEquals(200, answer.status());
                assertNull(answer.receivedId());
                assertEquals(1, stub.callsFor("none"));
                assertFalse(threads(jdk, process).contains("\"z0"), "threads of z0");
                Lines lines = process.stop();
                assertEquals(List.of(), lines.z0());
                assertEquals(List.of(), lines.corrupted());
                List<String> classes = lines.application().stream()
                        .filter(HarmlessTest::isAgents)
                        .toList();
                assertTrue(classes.size() <= 10, () -> "classes of the agent: " + classes);
                assertTrue(
                        Stream.of(
                                        "net.bytebuddy.",
                                        "io.opentelemetry.",
                                        "com.fasterxml.jackson.",
                                        "dev.z0.agent.core.Summary")
                                .noneMatch(name -> classes.stream().anyMatch(loaded -> loaded.contains(name))),
                        classes::toString);
            }
        }
    }

    @Test
    void aDamagedJarCostsOneLine() throws Exception {
        Path directory = ServerProcess.directory("damaged-jar");
        Path damaged = directory.resolve("agent.jar");
        try (JarFile whole = new JarFile(Agent.jar().toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(damaged))) {
            for (JarEntry entry : Collections.list(whole.entries())) {
                if (!entry.getName().endsWith("/Agent.classdata")) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    whole.getInputStream(entry).transferTo(out);
                }
            }
        }
        String jobs = Server.built("jobs", "z0-smoke-jobs.jar").toString();
        List<String> command = List.of(Jdk.running().tool("java"), "-javaagent:" + damaged, "-jar", jobs);
        try (ServerProcess process = ServerProcess.start(directory, null, command, Map.of())) {
            assertEquals(0, process.awaitExit(), process::errorOutput);
            Lines lines = process.output();
            assertEquals(1, lines.z0().size(), lines::toString);
            Line told = lines.z0().get(0);
            assertEquals(
                    List.of("ts", "level", "kind", "message"),
                    List.copyOf(told.fields().keySet()));
            assertTrue(told.string("ts").matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"), told::text);
            assertTrue(told.string("message").startsWith("z0 did not start: "), told::text);
            assertEquals(4, lines.application().size(), () -> "" + lines.application());
            assertEquals("", process.errorOutput());
        }
    }

    private static boolean isAgents(String loading) {
        return loading.contains("z0-agent.jar")
                || loading.contains("dev.z0.agent")
                || loading.contains("net.bytebuddy.")
                || loading.contains("io.opentelemetry.")
                || loading.contains("com.fasterxml.jackson.");
    }

    private static String threads(Jdk jdk, ServerProcess process) throws InterruptedException {
        try (ServerProcess jcmd = ServerProcess.start(
                ServerProcess.directory("threads-" + jdk.version()),
                null,
                List.of(jdk.tool("jcmd"), String.valueOf(process.pid()), "Thread.print"),
                Map.of())) {
            assertEquals(0, jcmd.awaitExit(), jcmd::errorOutput);
            return jcmd.printed();
        }
    }
}
