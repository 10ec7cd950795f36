package dev.z0.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A ledger that knows nothing of z0 speaks its whole vocabulary, by the last rules of docs/rules.md alone. */
class RulesTest {
    @BeforeAll
    static void needsAgent() {
        Assumptions.assumeTrue(Agent.present(), "no agent");
    }

    static List<Integer> jdks() {
        return Jdk.wanted();
    }

    @ParameterizedTest(name = "JDK {0}")
    @MethodSource("jdks")
    void theWholeVocabulary(int version) throws Exception {
        Path directory = ServerProcess.directory("rules-" + version);
        String[] documented = Files.readString(Path.of("../docs/rules.md")).split("```");
        Path rules = directory.resolve("rules.json");
        Files.writeString(
                rules,
                documented[documented.length - 2].substring("json".length()).replace("tools.acme.com", "localhost"));
        List<String> command = List.of(
                Jdk.of(version).tool("java"),
                Agent.option(),
                "-jar",
                Server.built("ledger", "z0-smoke-ledger.jar").toString());
        Map<String, String> environment = Map.of("Z0_RULES", rules.toString(), "Z0_METRICS", "lines");
        try (ServerProcess process = ServerProcess.start(directory, null, command, environment)) {
            assertEquals(0, process.awaitExit(), process::errorOutput);
            assertEquals("", process.errorOutput());
            check(process.output());
        }
    }

    private static void check(Lines lines) {
        assertEquals(List.of(), lines.corrupted());
        assertEquals(List.of(), lines.application());
        assertTrue(
                lines.kind("agent").stream().allMatch(line -> line.get("level").equals("info")), "no warnings");
        Line run = lines.kind("cron").get(0);
        assertEquals("daily_reconciliation", run.get("cron"));
        assertEquals(
                "{reconciliation_facts_scanned=21, reconciliation_mismatches=2, reconciliation_runs=1, result=2}",
                sorted(run.get("results")));
        assertEquals(
                "{count=2, type=reconciliation}", sorted(run.objects("facts").get(0)));
        assertEquals("{accounts=3}", sorted(run.get("metadata")));
        assertTrue(run.string("event_id").startsWith("evt_"), run::toString);
        List<Line> operations = lines.kind("operation");
        assertEquals(2, operations.size());
        assertEquals("z0.app.ledger.replicate", operations.get(0).get("operation"));
        assertEquals("{facts=2}", sorted(operations.get(0).get("metadata")));
        assertEquals("java.lang.IllegalArgumentException", operations.get(1).get("error_class"));
        Map<String, Object> expected = new TreeMap<>();
        expected.put("z0_facts_written_total{type=charge}", 2);
        expected.put("z0_facts_written_total{type=invocation}", 1);
        expected.put("z0_facts_written_total{type=lifecycle}", 1);
        expected.put("z0_facts_written_total{type=reconciliation}", 2);
        expected.put("z0_facts_write_failures_total{type=charge}", 1);
        expected.put("z0_config_reads_total{}", 1);
        expected.put("z0_config_updates_total{}", 1);
        expected.put("z0_cache_hits_total{cache=budget_state}", 1);
        expected.put("z0_cache_misses_total{cache=budget_state}", 1);
        expected.put("z0_reconciliation_runs_total{}", 1);
        expected.put("z0_reconciliation_facts_scanned_total{}", 21);
        expected.put("z0_reconciliation_mismatches_total{cache_type=BudgetState, resolution=cache_updated}", 2);
        expected.put("z0_reconciliation_duration_ms{}", "histogram of 1");
        expected.put("z0_replication_lag_ms{}", "histogram of 2");
        expected.put("z0_replication_failures_total{error=IllegalArgumentException}", 1);
        expected.put("z0_replication_queue_depth{}", 10);
        expected.put("z0_routing_decisions_total{buyer=b1, tenant_id=acme}", 1);
        expected.put("z0_external_calls_total{operation=score_lead, service=acme_tools}", 1);
        Map<String, Object> written = metrics(lines);
        List<String> missing = new ArrayList<>();
        expected.forEach((series, value) -> {
            Object found = written.get(series);
            if (!String.valueOf(value).equals(String.valueOf(found).replaceAll("\\.0$", ""))) {
                missing.add(series + " is " + found + ", not " + value);
            }
        });
        assertEquals(List.of(), missing, () -> "of " + written);
    }

    private static String sorted(Object map) {
        return new TreeMap<>((Map<?, ?>) map).toString();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> metrics(Lines lines) {
        Map<String, Object> series = new TreeMap<>();
        for (Line line : lines.kind("metric")) {
            Map<String, Object> labels = new TreeMap<>((Map<String, Object>) line.get("labels"));
            Object value = line.get("value");
            series.put(line.string("metric") + labels, value == null ? "histogram of " + line.get("count") : value);
        }
        return series;
    }
}
