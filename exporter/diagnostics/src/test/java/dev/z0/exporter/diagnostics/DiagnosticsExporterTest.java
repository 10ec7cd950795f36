package dev.z0.exporter.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.z0.agent.core.Z0;
import dev.z0.agent.core.export.AgentMessage;
import dev.z0.agent.core.export.Exporter;
import dev.z0.agent.core.export.Pipeline;
import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.Fact;
import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.Jobs;
import dev.z0.agent.core.record.Operation;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.rules.Rules;
import dev.z0.agent.core.rules.RulesReader;
import java.io.IOException;
import java.lang.ref.Reference;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is remembered, and how it is told. */
class DiagnosticsExporterTest {
    private static List<String> texts(JsonNode entries, String key) {
        List<String> texts = new ArrayList<>();
        entries.forEach(entry -> texts.add(entry.path(key).asText()));
        return texts;
    }

    @Test
    void tellsOfRequestsNewestFirst() throws IOException {
        try (Running shop = new Running()) {
            Request request = shop.request("POST", "/orders/17/pay", "/orders/{id}/pay", 502, "acme", 312, () -> {
                Running.query("SELECT * FROM orders WHERE id = 4711", 40);
                throw new IllegalStateException("card 4111 1111 1111 1111 refused");
            });
            shop.request("GET", "/", "/", 200, () -> {});

            JsonNode requests = shop.json("/internal/requests").get("requests");
            assertEquals(List.of("/", "/orders/{id}/pay"), texts(requests, "route"));
            JsonNode paid = requests.get(1);
            assertEquals(request.requestId(), paid.get("request_id").asText());
            assertEquals(request.trace().text(), paid.get("trace_id").asText());
            assertEquals("POST", paid.get("method").asText());
            assertEquals("/orders/17/pay", paid.get("path").asText());
            assertEquals(502, paid.get("status").asInt());
            assertEquals(312, paid.get("ms").asInt());
            assertEquals("acme", paid.get("tenant_id").asText());
            assertEquals(1, paid.get("db_queries").asInt());
            assertEquals(40, paid.get("db_ms").asInt());
            assertEquals(
                    "SELECT * FROM orders WHERE id = ?",
                    paid.at("/db_slowest/sql").asText());
            assertEquals(
                    "java.lang.IllegalStateException", paid.get("error_class").asText());
            assertTrue(paid.get("failed").asBoolean());
            Instant.parse(paid.get("ts").asText());
        }
    }

    @Test
    void tellsWhatWentWrong() throws IOException {
        try (Running shop = new Running()) {
            shop.request("POST", "/orders", "/orders", 500, () -> {
                throw new IllegalStateException(
                        "no order for bob@example.com",
                        new SQLException("violates unique constraint \"orders_pk\" Key (name)=(bob)", "23505", 7));
            });
            JsonNode failed = shop.json("/internal/requests").get("requests").get(0);
            assertEquals(
                    "no order for [redacted:email]", failed.get("error_msg").asText());
            assertEquals(
                    "java.sql.SQLException",
                    failed.at("/error_context/causes/0").asText());
            assertEquals("23505", failed.at("/error_context/sql_state").asText());
            assertEquals(7, failed.at("/error_context/vendor_code").asInt());
            assertEquals("orders_pk", failed.at("/error_context/constraint").asText());
            JsonNode route = shop.json("/internal/overview").get("failing").get(0);
            assertEquals("no order for [redacted:email]", route.get("error_msg").asText());
        }
    }

    @Test
    void findsRequests() throws IOException {
        try (Running shop = new Running()) {
            Request slow = shop.request("GET", "/a", "/a/{x y}", 200, "acme", 900, () -> {});
            shop.request("GET", "/b", "/b", 503, "zeta", 30, () -> {});
            shop.request("GET", "/c", "/c", 500, null, 31, () -> {});
            shop.request("GET", "/d", "/d", 404, "mail@acme.example", 1, () -> {});

            assertEquals(List.of("/c", "/b"), found(shop, "status=5xx"));
            assertEquals(List.of("/b"), found(shop, "status=503"));
            assertEquals(List.of(), found(shop, "status=3xx"));
            assertEquals(List.of("/a/{x y}"), found(shop, "route=%2Fa%2F%7Bx+y%7D"));
            assertEquals(List.of("/b"), found(shop, "tenant=zeta"));
            assertEquals(List.of("/d"), found(shop, "tenant=mail@acme.example"), "asked as it was, kept redacted");
            assertEquals(List.of("/a/{x y}"), found(shop, "request_id=" + slow.requestId()));
            assertEquals(List.of("/c", "/a/{x y}"), found(shop, "slower_than=30"));
            assertEquals(List.of("/c"), found(shop, "slower_than=30&limit=1"));
            assertEquals(List.of("/c"), found(shop, "slower_than=30&status=5xx"));
        }
    }

    private static List<String> found(Running shop, String query) throws IOException {
        return texts(shop.json("/internal/requests?" + query).get("requests"), "route");
    }

    @Test
    void remembersNoMoreThanAThousand() throws IOException {
        try (Running shop = new Running()) {
            for (int i = 0; i < 2_500; i++) {
                shop.request("GET", "/" + i, "/" + i, 200, () -> {});
                shop.pipeline.flush(Running.PATIENCE_MILLIS);
            }
            List<String> routes =
                    texts(shop.json("/internal/requests?limit=1000").get("requests"), "route");
            assertEquals(1_000, routes.size());
            assertEquals("/2499", routes.get(0));
            assertEquals("/1500", routes.get(999));
            assertEquals(50, shop.json("/internal/requests").get("requests").size());
            assertEquals(
                    2_500, shop.json("/internal/state").at("/counts/requests").asInt());
        }
    }

    @Test
    void onlyCountsWhatTheRulesIgnore() throws IOException {
        try (Running shop = new Running()) {
            String rules = "{\"ignore\": {\"routes\": [\"/health\"]}}";
            Z0.rules(new RulesReader().read(rules.getBytes(StandardCharsets.UTF_8)));
            shop.request("GET", "/health", "/health", 200, () -> {});
            JsonNode state = shop.json("/internal/state");
            assertEquals(0, state.at("/counts/requests").asInt());
            assertEquals(1, state.at("/counts/ignored").asInt());
        } finally {
            Z0.rules(Rules.NONE);
        }
    }

    @Test
    void keepsOnlyShortTexts() throws IOException {
        try (Running shop = new Running()) {
            String endless = "x".repeat(100_000);
            shop.request(
                    "G" + endless,
                    "/" + endless,
                    "/" + endless,
                    200,
                    endless,
                    1,
                    () -> Running.query("SELECT " + endless + " FROM orders", 1));
            String answer = shop.get("/internal/requests");
            assertEquals(200, Running.status(answer));
            assertTrue(answer.length() < 4_000, answer.length() + " characters");
        }
    }

    @Test
    void tellsOfRunsAndOperationsSince() throws IOException {
        try (Running shop = new Running()) {
            CronRun run = Running.run(new Job("Reconciler", "reconcileSales", "every 5s"), () -> {
                throw new IllegalStateException("no ledger");
            });
            Operation operation = Operation.start("z0.app.router.evaluate");
            operation.end();

            JsonNode all = shop.json("/internal/operations").get("operations");
            assertEquals(List.of("operation", "cron"), texts(all, "kind"));
            assertEquals(operation.operationId(), all.get(0).get("operation_id").asText());
            assertEquals("z0.app.router.evaluate", all.get(0).get("name").asText());
            assertEquals(run.runId(), all.get(1).get("run_id").asText());
            assertEquals("reconcile_sales", all.get(1).get("cron").asText());
            assertEquals(
                    "java.lang.IllegalStateException",
                    all.get(1).get("error_class").asText());

            Instant ended = Instant.parse(all.get(1).get("ts").asText());
            assertEquals(
                    2,
                    shop.json("/internal/operations?since=" + ended)
                            .get("operations")
                            .size());
            assertEquals(
                    0,
                    shop.json("/internal/operations?since=" + ended.plusSeconds(60))
                            .get("operations")
                            .size());
            assertEquals(
                    2,
                    shop.json("/internal/operations?since=" + ended.toEpochMilli())
                            .get("operations")
                            .size());
            assertEquals(
                    1,
                    shop.json("/internal/operations?limit=1").get("operations").size());
        }
    }

    @Test
    void tellsOfFacts() throws IOException {
        try (Running shop = new Running()) {
            Fact[] fact = new Fact[1];
            Request request = shop.request("POST", "/sales", "/sales", 201, () -> {
                fact[0] = Fact.start("z0.app.ledger.append");
                fact[0].type("sale_closed");
                fact[0].end();
            });
            JsonNode events = shop.json("/internal/events?limit=50").get("events");
            assertEquals(1, events.size());
            assertEquals(fact[0].eventId(), events.get(0).get("event_id").asText());
            assertEquals("sale_closed", events.get(0).get("type").asText());
            assertEquals(request.requestId(), events.get(0).get("request_id").asText());
        }
    }

    @Test
    void tellsItsState() throws IOException {
        try (Running shop = new Running("Z0_SLOW_MS", "2s")) {
            shop.agentSays(Map.of("version", "1.2.3", "instrumentations", List.of("Servlets")));
            Request request = shop.request("GET", "/", "/", 200, () -> {});
            CronRun run = Running.run(new Job("Reconciler", "daily", null), () -> {});
            shop.says("warn", "Z0_RULES is not there");

            JsonNode state = shop.json("/internal/state");
            assertEquals("up", state.get("status").asText());
            assertEquals("shop", state.get("service").asText());
            assertTrue(state.get("uptime_ms").asLong() >= 0);
            Instant.parse(state.get("started").asText());
            assertEquals("1.2.3", state.at("/agent/version").asText());
            assertEquals("Servlets", state.at("/agent/instrumentations/0").asText());
            assertEquals(request.requestId(), state.at("/last/request_id").asText());
            assertEquals(run.operationId(), state.at("/last/operation_id").asText());
            assertEquals(run.runId(), state.at("/last/run_id").asText());
            assertEquals(1, state.at("/counts/requests").asInt());
            assertEquals(0, state.at("/queue/depth").asInt());
            assertEquals(0, state.at("/queue/exporter_failures").asInt());
            assertEquals(
                    "Z0_RULES is not there", state.at("/warnings/0/message").asText());
            assertEquals("2s", state.at("/configuration/Z0_SLOW_MS").asText());
        }
    }

    @Test
    void neverTellsSecrets() throws IOException {
        String[] settings = {
            "Z0_DIAGNOSTICS_TOKEN", "hush-1",
            "OTEL_EXPORTER_OTLP_HEADERS", "x-team=hush-2",
            "OTEL_EXPORTER_OTLP_TRACES_HEADERS", "x-team=hush-3",
            "OTEL_EXPORTER_OTLP_METRICS_HEADERS", "x-team=hush-4",
            "OTEL_EXPORTER_OTLP_ENDPOINT", "https://collector:hush-5@collector.example/?api_key=hush-6",
            "OTEL_RESOURCE_ATTRIBUTES", "db.password=hush-7,owner=hush.8@shop.example",
        };
        try (Running shop = new Running(settings)) {
            shop.agentSays(Map.of("note", "password=hush-9"));
            shop.says("warn", "cannot reach https://u:hush-10@collector.example with Bearer hush-11hush-11hush-11");
            shop.request("GET", "/reset/hush.12@shop.example", "/reset/{token}", 500, "hush.13@shop.example", 1, () -> {
                Running.query("SELECT * FROM users WHERE email = 'hush-14'", 5);
                throw new IllegalStateException("no login with password=hush-15");
            });
            for (String path : new String[] {
                "/internal/state", "/internal/requests", "/internal/overview", "/internal/operations", "/health"
            }) {
                String answer = shop.get(path);
                assertEquals(200, Running.status(answer), answer);
                assertFalse(answer.contains("hush"), answer);
            }
            assertTrue(shop.get("/internal/state").contains("\"Z0_DIAGNOSTICS_TOKEN\":\"[hidden]\""));
        }
    }

    @Test
    void pointsOutWhatIsSlowAndWhatFails() throws IOException {
        try (Running shop = new Running()) {
            for (int i = 0; i < 3; i++) {
                int ms = 10 * (i + 1);
                shop.request("GET", "/a", "/a", i == 0 ? 200 : 503, () -> Running.query("SELECT a FROM t", ms));
            }
            shop.request("GET", "/b", "/b", 500, () -> Running.query("SELECT b FROM t", 99));
            shop.request("GET", "/c", "/c", 404, () -> {});
            Object task = new Object();
            Job job = new Job("Cleaner", "sweepCarts", "every 1h");
            Jobs.scheduled(task, job);
            long due = Instant.parse("2099-01-01T00:00:00Z").toEpochMilli();
            job.nextDue(due);
            Running.run(job, () -> {
                throw new IllegalStateException();
            });

            JsonNode overview = shop.json("/internal/overview");
            assertEquals(5, overview.get("requests").size());
            assertEquals(List.of("SELECT b FROM t", "SELECT a FROM t"), texts(overview.get("queries"), "sql"));
            assertEquals(30, overview.at("/queries/1/ms").asInt());
            assertEquals(List.of("GET /a", "GET /b"), texts(overview.get("failing"), "route"));
            assertEquals(2, overview.at("/failing/0/failures").asInt());
            assertEquals(3, overview.at("/failing/0/count").asInt());
            JsonNode sweep =
                    overview.get("jobs").get(texts(overview.get("jobs"), "cron").indexOf("sweep_carts"));
            assertEquals("2099-01-01T00:00:00Z", sweep.get("next_due").asText());
            assertEquals("every 1h", sweep.get("schedule").asText());
            assertTrue(sweep.get("failed").asBoolean());
            assertFalse(sweep.has("last_success"));
            Reference.reachabilityFence(task); // a job whose task is gone is over
        }
    }

    @Test
    void staysOffWhereItMayNotListen() throws IOException {
        assertNull(DiagnosticsExporter.start(Running.settings(), Collections::emptyMap, null), "off by default");
        List<String> warnings = warnings("0.0.0.0:0", "");
        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).contains("Z0_DIAGNOSTICS_TOKEN must be set"), warnings.get(0));
        assertEquals(1, warnings("[::]:0", "").size());
        assertEquals(1, warnings("no-such-host.invalid:7070", "secret").size());
        try (ServerSocket taken = new ServerSocket(0)) {
            warnings = warnings("127.0.0.1:" + taken.getLocalPort(), "");
            assertEquals(1, warnings.size());
            assertFalse(warnings.get(0).contains("TOKEN"), warnings.get(0));
        }
    }

    @Test
    void listensForEverybodyWithAToken() throws IOException {
        assertEquals(0, new Access("0.0.0.0:0", "secret").address().getPort());
        assertTrue(new Access("[::1]:7070", "").address().getAddress().isLoopbackAddress());
        assertTrue(new Access("localhost:7070", "").address().getAddress().isLoopbackAddress());
    }

    /** What z0 says when it cannot start diagnostics there. */
    private static List<String> warnings(String address, String token) {
        Pipeline pipeline = new Pipeline(10);
        Z0.configure(Running.settings(), pipeline);
        assertNull(DiagnosticsExporter.start(
                Running.settings("Z0_DIAGNOSTICS", address, "Z0_DIAGNOSTICS_TOKEN", token),
                Collections::emptyMap,
                null));
        List<String> warnings = new ArrayList<>();
        pipeline.start(new Exporter() {
            @Override
            public void message(AgentMessage message) {
                warnings.add(message.level() + ": " + message.text());
            }
        });
        pipeline.flush(Running.PATIENCE_MILLIS);
        return warnings;
    }
}
