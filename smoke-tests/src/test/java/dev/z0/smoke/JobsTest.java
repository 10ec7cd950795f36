package dev.z0.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A plain main with schedulers: as many lines as runs, and nothing else changes. */
class JobsTest {

    static List<Integer> jdks() {
        return Jdk.wanted();
    }

    /** Runs the program to its end. */
    static ServerProcess run(String name, Jdk jdk, Map<String, String> environment) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(jdk.tool("java")));
        if (Agent.present()) {
            command.add(Agent.option());
        }
        command.addAll(List.of("-jar", Server.built("jobs", "z0-smoke-jobs.jar").toString()));
        ServerProcess process = ServerProcess.start(ServerProcess.directory(name), null, command, environment);
        try {
            assertEquals(0, process.awaitExit(), process::errorOutput);
            return process;
        } catch (InterruptedException | RuntimeException | AssertionError e) {
            process.close();
            throw e;
        }
    }

    @ParameterizedTest(name = "JDK {0}")
    @MethodSource("jdks")
    void eachRunHasItsLine(int version) throws Exception {
        try (ServerProcess process = run("jobs-" + version, Jdk.of(version), Map.of())) {
            Lines lines = process.output();
            assertEquals("", process.errorOutput());
            assertEquals(4, lines.application().size(), () -> "" + lines.application());
            if (Agent.present()) {
                check(lines);
            }
        }
    }

    private static void check(Lines lines) {
        assertEquals(List.of(), lines.corrupted());
        Map<String, Long> printed = new HashMap<>();
        for (String text : lines.application()) {
            printed.put(simplified(text.split(" ")[0]), Long.valueOf(text.split(" ")[1]));
        }
        Map<String, Long> seen = new HashMap<>();
        Set<Object> operations = new HashSet<>();
        for (Line line : lines.kind("cron")) {
            String job = printed.keySet().stream()
                    .filter(name -> simplified(line.string("cron")).contains(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("not a job: " + line));
            seen.merge(job, 1L, Long::sum);
            assertEquals(job.equals("doomed") ? 1 : 0, line.number("errors_count"), line::toString);
            assertEquals(job.equals("doomed") ? "error" : "info", line.get("level"), line::toString);
            assertTrue(line.string("run_id").startsWith("cron_"), line::toString);
            assertTrue(operations.add(line.get("operation_id")), line::toString);
        }
        assertEquals(printed, seen);
    }

    private static String simplified(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "");
    }
}
