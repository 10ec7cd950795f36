package dev.z0.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A class-data archive (17, 21) or a cache of ahead-of-time work (25) made without the agent keeps working with it. */
class ArchiveTest {

    @BeforeAll
    static void needsAgent() {
        Assumptions.assumeTrue(Agent.present(), "no agent");
    }

    static Stream<Arguments> archives() {
        List<String> plain = List.of();
        // Every -javaagent adds that module, and such a cache holds for one set of modules only.
        List<String> instrument = List.of("--add-modules", "java.instrument");
        return Stream.of(
                Arguments.of(17, "-XX:ArchiveClassesAtExit=archive", "-XX:SharedArchiveFile=", plain),
                Arguments.of(21, "-XX:ArchiveClassesAtExit=archive", "-XX:SharedArchiveFile=", plain),
                Arguments.of(25, "-XX:AOTCacheOutput=archive", "-XX:AOTCache=", instrument));
    }

    @ParameterizedTest(name = "JDK {0}")
    @MethodSource("archives")
    void isUsedAsBefore(int version, String make, String use, List<String> modules) throws Exception {
        Jdk jdk = Jdk.of(version);
        List<String> options = new ArrayList<>(modules);
        options.add(make);
        Path archive = run(jdk, "archive-" + version, options).directory().resolve("archive");
        options.set(modules.size(), use + archive);
        options.add("-Xlog:class+load:file=classes");
        ServerProcess without = run(jdk, "archive-without-" + version, options);
        options.add(Agent.option());
        ServerProcess with = run(jdk, "archive-with-" + version, options);
        assertEquals(warnings(without), warnings(with));
        // What z0 weaves is loaded afresh; everything else stays shared.
        long before = shared(without);
        long after = shared(with);
        assertTrue(before > 1000, () -> "classes shared without the agent: " + before);
        assertTrue(after >= before * 0.97, () -> "classes shared: " + before + " without, " + after + " with");
    }

    private static long shared(ServerProcess process) {
        try (Stream<String> classes = Files.lines(process.directory().resolve("classes"))) {
            return classes.filter(loaded -> loaded.contains("source: shared objects file"))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the JVM itself complains about. */
    private static List<String> warnings(ServerProcess process) {
        return process.output().application().stream()
                .filter(text -> text.contains("[warning]") || text.contains("[error]"))
                .map(text -> text.replaceFirst("^\\[[0-9.]+s]", ""))
                .toList();
    }

    /** Starts the demo's service, sees it answer and ends it. */
    private static ServerProcess run(Jdk jdk, String name, List<String> options) throws InterruptedException {
        int port = ServerProcess.freePort();
        List<String> command = new ArrayList<>(List.of(jdk.tool("java")));
        command.addAll(options);
        command.addAll(List.of("-cp", DemoTest.classPath(), "dev.z0.demo.Service"));
        command.addAll(List.of(String.valueOf(port), "http://127.0.0.1:9"));
        URI base = URI.create("http://127.0.0.1:" + port);
        try (ServerProcess process = ServerProcess.start(ServerProcess.directory(name), base, command, Map.of())) {
            process.awaitReady("/api/orders").stop();
            return process;
        }
    }
}
