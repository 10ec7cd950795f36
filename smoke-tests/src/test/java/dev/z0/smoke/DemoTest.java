package dev.z0.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The demo as {@code ./demo} runs it, only shorter. */
class DemoTest {

    /** The demo and its libraries. */
    static String classPath() {
        Path built = Path.of(System.getProperty("z0.smoke.demo", "demo/target")).toAbsolutePath();
        return built.resolve("z0-demo.jar") + ":" + built.resolve("lib") + "/*";
    }

    @Test
    void showsLinesAndFindsTheFailure() throws Exception {
        Assumptions.assumeTrue(Agent.present(), "no agent");
        Path directory = ServerProcess.directory("demo");
        List<String> command = List.of(
                Jdk.running().tool("java"),
                "-cp",
                classPath(),
                "dev.z0.demo.Demo",
                Agent.jar().toString(),
                directory.toString(),
                "8");
        try (ServerProcess demo = ServerProcess.start(directory, null, command, Map.of())) {
            assertEquals(0, demo.awaitExit(), demo::errorOutput);
            Lines lines = demo.output();
            assertEquals(List.of(), lines.corrupted());
            assertFalse(lines.requests().isEmpty());
            assertFalse(lines.kind("cron").isEmpty());
            assertTrue(lines.requests().stream().anyMatch(line -> line.get("n_plus_one") != null), "the list's N+1");
            assertTrue(demo.printed().contains("grep req_"), demo::printed);
        }
    }
}
