package dev.z0.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What can be switched off, switched off; and lines in files that rotate. */
class SwitchesTest {
    private static final int REQUESTS = 20;

    @BeforeAll
    static void needsAgent() {
        Assumptions.assumeTrue(Agent.present(), "no agent");
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"UNDERTOW_JAVAX", "TOMCAT_9", "JETTY_12"})
    void whatIsOffIsNotSeen(Server server) throws Exception {
        try (Stub stub = new Stub();
                ServerProcess process = server.start(
                        "switches-" + server,
                        Jdk.running(),
                        ServerMatrixTest.options(stub),
                        Map.ofEntries(
                                Map.entry("Z0_RESPONSE_HEADER", "false"),
                                Map.entry("Z0_PROPAGATION", "false"),
                                Map.entry("Z0_CPU", "false"),
                                Map.entry("Z0_INSTRUMENTATIONS_DISABLED", "jdbc"),
                                Map.entry("OTEL_EXPORTER_OTLP_ENDPOINT", stub.url()),
                                Map.entry("OTEL_TRACES_SAMPLER", "always_off"),
                                Map.entry("OTEL_METRICS_EXPORTER", "none"),
                                Map.entry("Z0_LINE_FILE", "lines/all.jsonl"),
                                Map.entry("Z0_LINE_FILE_MAX_BYTES", "4KB"),
                                Map.entry("Z0_LINE_FILE_COMPRESS", "false"),
                                Map.entry("Z0_LINE_FILE_KEEP", "100")))) {
            Load load = new Load(process.base());
            for (int i = 0; i < REQUESTS; i++) {
                Answer answer = load.send(Call.get("/app/work?q=1&e=1", 200), "switches-" + i);
                assertEquals(200, answer.status());
                assertNull(answer.receivedId());
            }
            assertEquals(REQUESTS, stub.callsFor("none"));
            assertEquals(List.of(), process.stop().z0());
            assertEquals(0, stub.deliveries());
            check(process.directory().resolve("lines"));
        }
    }

    private static void check(Path folder) throws Exception {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> sorted =
                    files.sorted(Comparator.comparing(Path::toString)).toList();
            assertTrue(sorted.size() > 2, sorted::toString);
            for (Path file : sorted) {
                assertTrue(Files.size(file) <= 4096, file::toString);
                all.append(Files.readString(file));
            }
        }
        Lines lines = Lines.of(all.toString());
        assertEquals(List.of(), lines.corrupted());
        assertEquals(REQUESTS, lines.requests().size());
        for (Line line : lines.requests()) {
            assertTrue(line.string("request_id").startsWith("switches-"), line::text);
            assertEquals(1, line.externalCalls(), line::text);
            assertEquals(0, line.number("db_queries"), line::text);
            assertNull(line.get("cpu_ms"), line::text);
            assertNull(line.get("alloc_kb"), line::text);
        }
    }
}
