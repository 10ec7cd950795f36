package dev.z0.instrumentation.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.Ledger;
import dev.z0.agent.core.Z0;
import dev.z0.agent.core.naming.SqlStatement;
import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.Database;
import dev.z0.agent.core.record.Details;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.record.Fact;
import dev.z0.agent.core.record.Jobs;
import dev.z0.agent.core.record.Measurement;
import dev.z0.agent.core.record.Operation;
import dev.z0.agent.core.record.Query;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.testing.TestAgent;
import io.opentelemetry.api.common.AttributeKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The last example of docs/rules.md, at work on plain classes. */
class VocabularyTest {
    private static final Database H2 = new Database("h2", "test", null, 0);

    private final TestAgent agent = Ruled.AGENT;
    private final Ledger ledger = new Ledger();
    private final Ledger.Account account = new Ledger.Account("acc_1", "acme");

    @BeforeEach
    void rules(@TempDir Path folder) {
        assertTrue(new Ruled(folder).write(Ruled.examples().get(5)));
        agent.clear();
    }

    @Test
    void factsAreWrittenAndFailToBe() throws Exception {
        Request request = agent.request(() -> {
            ledger.append(new Ledger.Event("charge", account, Map.of()));
            ledger.append(new Ledger.Event("charge", account, Map.of("cents", 5)));
            ledger.append(new Ledger.Event("payout", account, Map.of()));
            assertThrows(
                    IllegalStateException.class,
                    () -> ledger.append(new Ledger.Event("charge", account, Map.of("fail", true))));
        });
        assertEquals(Map.of("charge", 2, "payout", 1), request.tally().facts());
        List<SpanRecord> facts = agent.spans();
        assertEquals(4, facts.size());
        assertEquals("z0.do.ledger.append_fact", facts.get(0).name());
        assertEquals(((Fact) facts.get(0)).eventId(), request.tally().eventId());
        assertTrue(request.tally().eventId().startsWith("evt_"));
        assertEquals("acc_1", attributes(facts.get(0)).get("account"));
        assertEquals("charge", ((Fact) facts.get(3)).type());
        assertTrue(facts.get(3).failed());
        assertEquals("java.lang.IllegalStateException", attributes(facts.get(3)).get("error.type"));
    }

    @Test
    void configIsReadAndUpdated() throws Exception {
        Request request = agent.request(() -> {
            ledger.config("limit");
            ledger.updateConfig("limit", "600");
        });
        assertEquals(Map.of("lifecycle", 1), request.tally().facts());
        assertEquals(
                List.of("z0_config_reads_total{} 1.0", "z0_config_read_duration_ms{}", "z0_config_updates_total{} 1.0"),
                measured());
    }

    @Test
    void cachedStateHitsAndMisses() throws Exception {
        agent.request(() -> {
            ledger.budget("known_1");
            ledger.budget("other");
        });
        assertEquals(
                List.of(
                        "z0_cache_hits_total{cache=budget_state} 1.0",
                        "z0_cache_duration_ms{}",
                        "z0_cache_misses_total{cache=budget_state} 1.0",
                        "z0_cache_duration_ms{}"),
                measured());
        assertEquals("z0.do.cache.read_budget_state", agent.spans().get(0).name());
    }

    @Test
    void reconciliationIsACronRunWithItsMismatches() throws Exception {
        assertEquals(2, ledger.reconcile(List.of("known_1", "a", "b")));
        CronRun run = (CronRun) agent.units().get(0);
        assertEquals("daily_reconciliation", run.job().name());
        assertEquals("z0.cron.ledger.daily_reconciliation", run.name());
        assertTrue(Jobs.all().contains(run.job()));
        assertEquals(2, run.result());
        assertEquals(Map.of("reconciliation", 2), run.tally().facts());
        assertEquals(Map.of("accounts", 3L), values(run.notes()));
        assertEquals(
                Map.of(
                        "reconciliation_mismatches", 2.0,
                        "reconciliation_facts_scanned", 21.0,
                        "reconciliation_runs", 1.0),
                values(run.counters()));
        List<String> measured = measured();
        assertEquals("z0_reconciliation_facts_scanned_total{} 7.0", measured.get(0));
        assertEquals(
                "z0_reconciliation_mismatches_total{cache_type=BudgetState,resolution=cache_updated} 1.0",
                measured.get(1));
        assertEquals(
                List.of("z0_reconciliation_runs_total{} 1.0", "z0_reconciliation_duration_ms{}"),
                measured.subList(5, 7));
        // The comparison that found nothing is a span, and no fact.
        SpanRecord first = agent.spans().get(0);
        assertEquals("z0.app.ledger.compare", first.name());
        assertNull(((Fact) first).type());
    }

    @Test
    void insideARunItsCronRuleIsNoSecondOne() {
        CronRun outer = CronRun.start(new dev.z0.agent.core.record.Job("Jobs", "nightly", null), -1);
        try (var attached = outer.attach()) {
            ledger.reconcile(List.of("a"));
        }
        outer.end(null, null);
        assertEquals(List.of(outer), agent.units());
        assertEquals(Map.of("accounts", 1L), values(outer.notes()));
        assertEquals(1.0, values(outer.counters()).get("reconciliation_runs"));
    }

    @Test
    void replicationHasLagDepthAndFailures() throws Exception {
        Request request = agent.request(() -> {
            ledger.replicate(new Ledger.Batch(250, 2));
            assertThrows(IllegalArgumentException.class, () -> ledger.replicate(new Ledger.Batch(1, 0)));
            ledger.queueDepth();
        });
        assertEquals(
                List.of(
                        "z0_replication_lag_ms{} 250.0",
                        "z0_replication_lag_ms{} 1.0",
                        "z0_replication_failures_total{error=IllegalArgumentException} 1.0",
                        "z0_replication_queue_depth{} 40.0"),
                measured());
        Operation operation = (Operation) agent.units().get(0);
        assertEquals("z0.app.ledger.replicate", operation.name());
        assertEquals(request, operation.enclosing());
        assertEquals(Map.of("facts", 2L), values(operation.notes()));
        assertTrue(agent.units().get(1).failed());
    }

    @Test
    void routingIsDecided() throws Exception {
        Request request = agent.request(() -> ledger.evaluateEligibility(account, "b1", "b2"));
        assertEquals(List.of("z0_routing_decisions_total{tenant_id=acme,buyer=b1} 1.0"), measured());
        assertEquals(Map.of("eligible", 2L, "tenant", "acme"), values(request.notes()));
        SpanRecord span = agent.spans().get(0);
        assertEquals("z0.worker.router.evaluate_eligibility", span.name());
        assertEquals(request.spanId(), span.parentSpanId());
        assertEquals(2L, attributes(span).get("eligible"));
    }

    @Test
    void externalToolsAreCalled() throws Exception {
        Request request = agent.request(() -> {
            Ledger.createCall("+1-555-0001");
            ExternalCall call = ExternalCall.start("POST", "https", "tools.acme.com", -1, "/v1/acc_1/score");
            call.end();
        });
        assertEquals(Map.of("invocation", 1), request.tally().facts());
        assertEquals("z0.external.twilio.create_call", agent.spans().get(0).name());
        assertEquals("z0.external.acme_tools.score_lead", agent.spans().get(1).name());
    }

    @Test
    void rowsOfATableAreFacts() throws Exception {
        Request request = agent.request(() -> {
            Query batch = Query.start(H2, SqlStatement.of("INSERT INTO Facts (id, type) VALUES (?, 'secret')"));
            batch.count(3);
            batch.end();
            Query failed = Query.start(H2, SqlStatement.of("INSERT INTO facts VALUES (?)"));
            failed.fail(new IllegalStateException());
            failed.end();
            Query.start(H2, SqlStatement.of("SELECT * FROM facts")).end();
        });
        assertEquals(Map.of("outcome", 3), request.tally().facts());
        SpanRecord span = agent.spans().get(0);
        assertEquals(request.tally().eventId(), attributes(span).get("z0.event_id"));
        assertEquals("outcome", attributes(span).get("z0.fact_type"));
    }

    @Test
    void routesAndJobsAreIgnored() {
        Request health = Request.start("GET", "/health", name -> null);
        health.end();
        Request other = Request.start("GET", "/healthy", name -> null);
        other.end();
        CronRun beat = CronRun.start(new dev.z0.agent.core.record.Job("Beats", "heartbeat", null), -1);
        beat.end(null, null);
        assertTrue(Z0.rules().ignores(health));
        assertTrue(!Z0.rules().ignores(other));
        assertTrue(Z0.rules().ignores(beat));
    }

    /** Each measurement in the order of its coming; times without their value. */
    private List<String> measured() {
        List<String> texts = new ArrayList<>();
        for (Measurement measurement : agent.measurements()) {
            StringBuilder text = new StringBuilder(measurement.metric().name()).append('{');
            for (int i = 0; i < measurement.metric().labels(); i++) {
                text.append(i == 0 ? "" : ",").append(measurement.metric().label(i));
                text.append('=').append(measurement.label(i));
            }
            text.append('}');
            boolean time = measurement.metric().name().endsWith("duration_ms");
            texts.add(
                    time
                            ? text.toString()
                            : text.append(' ').append(measurement.value()).toString());
        }
        return texts;
    }

    private static Map<String, Object> values(Details details) {
        Map<String, Object> values = new LinkedHashMap<>();
        details.forEach(values::put);
        return values;
    }

    private static Map<String, Object> attributes(SpanRecord span) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        span.attributes(new dev.z0.agent.core.record.AttributeSink() {
            @Override
            public <T> void put(AttributeKey<T> key, T value) {
                if (value != null) {
                    attributes.put(key.getKey(), value);
                }
            }
        });
        return attributes;
    }
}
