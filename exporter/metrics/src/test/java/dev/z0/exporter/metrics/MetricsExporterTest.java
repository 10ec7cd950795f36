package dev.z0.exporter.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.jdbc.Pools;
import dev.z0.agent.core.naming.SqlStatement;
import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.record.Fact;
import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.Jobs;
import dev.z0.agent.core.record.Metric.Kind;
import dev.z0.agent.core.record.PoolWait;
import dev.z0.agent.core.record.Query;
import dev.z0.agent.core.record.Request;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import java.io.IOException;
import java.lang.ref.Reference;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens in a service arrives at a collector, and the numbers are right. */
class MetricsExporterTest {
    private static final String PRICED = "{\"model\":\"gpt-4o-2024-08-06\",\"usage\":{\"prompt_tokens\":100,"
            + "\"completion_tokens\":20,\"total_tokens\":120}}";
    private static final String STREAMED = "data: {\"model\":\"gpt-4o-2024-08-06\",\"choices\":[{\"delta\":"
            + "{\"content\":\"a\"}}]}\n\ndata: {\"model\":\"gpt-4o-2024-08-06\",\"choices\":[],\"usage\":"
            + "{\"prompt_tokens\":5,\"completion_tokens\":1}}\n\ndata: [DONE]\n\n";

    private Receiver receiver;

    @BeforeEach
    void listen() throws IOException {
        receiver = new Receiver();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private Service service(String... settings) {
        String[] all = java.util.Arrays.copyOf(settings, settings.length + 2);
        all[settings.length] = "OTEL_EXPORTER_OTLP_ENDPOINT";
        all[settings.length + 1] = receiver.endpoint();
        return new Service(all);
    }

    private Receiver.Delivery sent(Service service) throws InterruptedException {
        service.flush();
        return receiver.next();
    }

    @Test
    void countsRequests() throws Exception {
        Service service = service();
        service.request("POST", "/tickets/{id}", 200, "acme", () -> {});
        service.request("POST", "/tickets/{id}", 201, "acme", () -> {});
        service.request("GET", "/tickets", 429);
        service.request("BREW", "/tickets", 503);
        Request running = Request.start("GET", "/", name -> null);
        Receiver.Delivery sent = sent(service);

        String[] posted = {"tenant_id=acme", "route=/tickets/{id}", "method=POST", "status_class=2xx"};
        assertEquals(2, sent.value("z0_requests_total", posted));
        assertEquals(2, sent.value("z0_user_actions_total", posted));
        String[] limited = {"route=/tickets", "method=GET", "status_class=4xx"};
        assertEquals(1, sent.value("z0_rate_limited_total", limited));
        String[] failed = {"route=/tickets", "method=_OTHER", "status_class=5xx"};
        assertEquals(1, sent.value("z0_request_errors_total", failed));
        assertEquals(1, sent.points("z0_request_errors_total").size());
        assertEquals(1, sent.points("z0_user_actions_total").size());
        assertEquals(3, sent.points("z0_requests_total").size());
        assertEquals(1, sent.value("z0_requests_active"));
        running.end();
        assertEquals(0, Z0.activeRequests().sum());

        assertEquals("shop", sent.resource.get("service.name"));
        assertEquals("", sent.metric("z0_request_duration_ms").getUnit());
        assertEquals(
                AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE,
                sent.metric("z0_requests_total").getSum().getAggregationTemporality());
    }

    @Test
    void sortsDurationsIntoBucketsOfMilliseconds() throws Exception {
        Service service = service();
        Request request = Request.start("GET", "/", name -> null);
        request.route("/slow");
        request.status(200);
        request.end(request.startNanos() + 40_000_000);
        HistogramDataPoint durations =
                sent(service).histogram("z0_request_duration_ms", "route=/slow", "method=GET", "status_class=2xx");
        assertEquals(1, durations.getCount());
        assertEquals(40.0, durations.getSum());
        List<Double> bounds = durations.getExplicitBoundsList();
        assertEquals(0.5, bounds.get(0));
        assertEquals(60_000, bounds.get(bounds.size() - 1));
        assertEquals(1, durations.getBucketCounts(bounds.indexOf(50.0)), "25 to 50 ms");
    }

    @Test
    void countsStatements() throws Exception {
        Service service = service("Z0_N_PLUS_ONE", "3");
        service.request("GET", "/orders", 200, null, () -> {
            for (int i = 0; i < 3; i++) {
                Query lookup = Query.start(Service.DATABASE, SqlStatement.of("SELECT * FROM customer WHERE id = " + i));
                lookup.rows().read(2, 1_000_000);
                lookup.end(lookup.startNanos() + 3_000_000);
            }
            Query batch = Query.start(Service.DATABASE, SqlStatement.of("INSERT INTO audit VALUES (1)"));
            batch.count(10);
            batch.rows().touch(10);
            batch.fail(new IllegalStateException());
            batch.end();
            Query commit = Query.start(Service.DATABASE, SqlStatement.of("COMMIT"));
            commit.count(0);
            commit.end();
        });
        Receiver.Delivery sent = sent(service);
        String[] reads = {"db=postgresql", "target=customer", "operation=query"};
        String[] writes = {"db=postgresql", "target=audit", "operation=write"};
        String[] ends = {"db=postgresql", "operation=tx"};
        assertEquals(3, sent.value("z0_db_queries_total", reads));
        assertEquals(10, sent.value("z0_db_queries_total", writes));
        assertEquals(2, sent.points("z0_db_queries_total").size());
        assertEquals(6, sent.value("z0_db_rows_total", reads));
        assertEquals(10, sent.value("z0_db_rows_total", writes));
        assertEquals(1, sent.value("z0_db_errors_total", writes));
        assertEquals(1, sent.points("z0_db_errors_total").size());
        assertEquals(12.0, sent.histogram("z0_db_query_duration_ms", reads).getSum());
        assertEquals(1, sent.histogram("z0_db_query_duration_ms", writes).getCount());
        assertEquals(1, sent.histogram("z0_db_query_duration_ms", ends).getCount());
        assertEquals(1, sent.value("z0_db_n_plus_one_total", "route=/orders", "target=customer"));
        assertEquals(1, sent.points("z0_db_n_plus_one_total").size());
    }

    @Test
    void measuresWaitsForPooledConnections() throws Exception {
        Service service = service();
        PoolWait wait = PoolWait.start("hikari");
        wait.end(wait.startNanos() + 7_000_000);
        PoolWait vain = PoolWait.start("hikari");
        vain.fail(new IllegalStateException());
        vain.end(vain.startNanos() + 30_000_000);
        Receiver.Delivery sent = sent(service);
        assertEquals(37.0, sent.histogram("z0_db_pool_wait_ms", "pool=hikari").getSum());
        assertEquals(1, sent.value("z0_db_pool_timeouts_total", "pool=hikari"));
    }

    /** Counts as that of DBCP 2. */
    public static final class Pool {
        public int getNumActive() {
            return 3;
        }

        public int getNumIdle() {
            return 2;
        }
    }

    @Test
    void readsWhatPoolsHold() throws Exception {
        Service service = service();
        Pool pool = new Pool();
        Pools.waited(Pools.waiting("dbcp2"), pool, null);
        Receiver.Delivery sent = sent(service);
        assertEquals(3, sent.value("z0_db_pool_connections", "pool=dbcp2", "state=active"));
        assertEquals(2, sent.value("z0_db_pool_connections", "pool=dbcp2", "state=idle"));
        Reference.reachabilityFence(pool);
    }

    @Test
    void countsOutgoingCalls() throws Exception {
        Service service = service();
        Service.call("api.stripe.com", "/v1/charges", 200);
        Service.call("api.stripe.com", "/v1/charges", 402);
        ExternalCall refused = ExternalCall.start("POST", "https", "api.stripe.com", -1, "/v1/charges");
        refused.sending();
        refused.retried();
        refused.retried();
        refused.fail(new java.net.ConnectException());
        refused.end();
        Service.call("photos.s3.amazonaws.com", "/cat.jpg", 200);
        ExternalCall slow =
                ExternalCall.start("POST", "https", "api.twilio.com", -1, "/2010-04-01/Accounts/AC1/Calls.json");
        slow.end(slow.startNanos() + 25_000_000);
        Receiver.Delivery sent = sent(service);
        String[] charges = {"service=stripe", "operation=create_charge"};
        assertEquals(3, sent.value("z0_external_calls_total", charges));
        assertEquals(2, sent.value("z0_external_failures_total", charges));
        assertEquals(2, sent.value("z0_external_retries_total", charges));
        assertEquals(3, sent.histogram("z0_external_duration_ms", charges).getCount());
        String[] calls = {"service=twilio", "operation=create_call"};
        assertEquals(25.0, sent.histogram("z0_external_duration_ms", calls).getSum());
        assertEquals(1, sent.value("z0_object_ops_total", "service=aws_s3", "operation=post_object"));
        assertEquals(1, sent.points("z0_object_ops_total").size());
    }

    @Test
    void addsUpLanguageModels() throws Exception {
        Service service = service();
        Service.rules("{'prices': [{'model': 'gpt-4o*', 'input': 2.5, 'output': 10}]}");
        ExternalCall whole = Service.ask("{\"model\":\"gpt-4o\"}", 200, "application/json", PRICED);
        ExternalCall streamed =
                Service.ask("{\"model\":\"gpt-4o\",\"stream\":true}", 200, "text/event-stream", STREAMED);
        Service.ask(
                "{\"model\":\"gpt-4o\"}", 429, "application/json", "{\"error\":{\"code\":\"rate_limit_exceeded\"}}");
        Receiver.Delivery sent = sent(service);
        String[] answered = {"provider=openai", "model=gpt-4o-2024-08-06"};
        String[] refused = {"provider=openai", "model=gpt-4o"};
        assertEquals(2, sent.value("z0_ai_requests_total", answered));
        assertEquals(1, sent.value("z0_ai_requests_total", refused));
        assertEquals(1, sent.value("z0_ai_errors_total", refused));
        assertEquals(1, sent.points("z0_ai_errors_total").size());
        HistogramDataPoint latency = sent.histogram("z0_ai_latency_ms", answered);
        assertEquals(2, latency.getCount());
        long nanos = whole.durationNanos() + streamed.durationNanos();
        assertEquals(nanos / 1e6, latency.getSum(), 1e-6);
        HistogramDataPoint firstToken = sent.histogram("z0_ai_time_to_first_token_ms", answered);
        assertEquals(1, firstToken.getCount());
        assertTrue(0 < firstToken.getSum() && firstToken.getSum() < latency.getSum());
        assertEquals(105, sent.value("z0_ai_tokens_input_total", answered));
        assertEquals(21, sent.value("z0_ai_tokens_output_total", answered));
        assertEquals((105 * 2.5 + 21 * 10) / 1e6, sent.value("z0_ai_cost_usd_total", answered), 1e-12);
    }

    @Test
    void countsFacts() throws Exception {
        Service service = service();
        Service.rules("{'facts': [{'table': 'facts', 'type': 'outcome'}]}");
        Query batch = Query.start(Service.DATABASE, SqlStatement.of("INSERT INTO facts VALUES (1)"));
        batch.count(3);
        batch.end(batch.startNanos() + 4_000_000);
        Service.query("INSERT INTO other VALUES (1)");
        Fact charge = Fact.start("append");
        charge.type("charge");
        charge.end();
        Fact failed = Fact.start("append");
        failed.type("charge");
        failed.fail(new IllegalStateException());
        failed.end();
        Fact none = Fact.start("append");
        none.end();
        Receiver.Delivery sent = sent(service);
        assertEquals(3, sent.value("z0_facts_written_total", "type=outcome"));
        assertEquals(1, sent.value("z0_facts_written_total", "type=charge"));
        assertEquals(2, sent.points("z0_facts_written_total").size());
        assertEquals(1, sent.value("z0_facts_write_failures_total", "type=charge"));
        assertEquals(
                4.0,
                sent.histogram("z0_facts_write_duration_ms", "type=outcome").getSum());
        assertEquals(
                2, sent.histogram("z0_facts_write_duration_ms", "type=charge").getCount());
    }

    private static dev.z0.agent.core.record.Metric declared(String name, Kind kind, String... labels) {
        return new dev.z0.agent.core.record.Metric(name, kind, labels);
    }

    @Test
    void makesTheMetricsOfTheRules() throws Exception {
        Service service = service();
        dev.z0.agent.core.record.Metric decisions =
                declared("z0_routing_decisions_total", Kind.COUNTER, "target", "reason");
        service.measure(decisions, 2, "a", "cheap");
        service.measure(decisions, 0.5, "a", "cheap");
        service.measure(decisions, 1, "b", "");
        service.measure(declared("z0_replication_lag_ms", Kind.HISTOGRAM), 12, new String[0]);
        service.measure(declared("z0_replication_queue_depth", Kind.GAUGE), 7, new String[0]);
        service.measure(declared("z0_replication_queue_depth", Kind.GAUGE), 5, new String[0]);
        Receiver.Delivery sent = sent(service);
        assertEquals(2.5, sent.value("z0_routing_decisions_total", "target=a", "reason=cheap"));
        assertEquals(1, sent.value("z0_routing_decisions_total", "target=b"));
        assertEquals(12.0, sent.histogram("z0_replication_lag_ms").getSum());
        assertEquals(5, sent.value("z0_replication_queue_depth"));
    }

    @Test
    void takesOtherLabelsFromChangedRulesButNoOtherKind() throws Exception {
        Service service = service();
        service.measure(declared("z0_routing_decisions_total", Kind.COUNTER, "target"), 1, "a");
        service.measure(declared("z0_routing_decisions_total", Kind.COUNTER, "reason"), 1, "cheap");
        service.measure(declared("z0_routing_decisions_total", Kind.GAUGE), 1, new String[0]);
        Receiver.Delivery sent = sent(service);
        assertEquals(1, sent.value("z0_routing_decisions_total", "target=a"));
        assertEquals(1, sent.value("z0_routing_decisions_total", "reason=cheap"));
        assertEquals(2, sent.points("z0_routing_decisions_total").size());
        assertEquals(
                "z0_routing_decisions_total was a COUNTER before: a restart is needed to change that",
                service.messages.get(0).text());
    }

    @Test
    void countsRunsAndTellsWhenTheyWere() throws Exception {
        Service service = service();
        long before = System.currentTimeMillis() / 1000;
        Job job = new Job("Reconciler", "daily", "0 0 3 * * *");
        Object task = new Object(); // held until the end: a job whose task is gone is over
        Jobs.scheduled(task, job);
        CronRun skipped = CronRun.start(job, -1);
        skipped.asked(false);
        skipped.end(null, null);
        CronRun first = CronRun.start(job, -1);
        CronRun second = CronRun.start(job, -1);
        job.nextDue(1_900_000_000_000L);
        second.end(null, null);
        first.end(null, new IllegalStateException());
        Job unwell = new Job("Reconciler", "never_well", null);
        Jobs.scheduled(task, unwell);
        Service.run(unwell, new IllegalStateException());
        Receiver.Delivery sent = sent(service);
        assertEquals(2, sent.value("z0_cron_runs_total", "job=reconciler.daily"));
        assertEquals(1, sent.value("z0_cron_failures_total", "job=reconciler.daily"));
        assertEquals(1, sent.value("z0_cron_overlaps_total", "job=reconciler.daily"));
        assertEquals(1, sent.value("z0_cron_skipped_total", "job=reconciler.daily"));
        HistogramDataPoint durations = sent.histogram("z0_cron_duration_ms", "job=reconciler.daily");
        assertEquals(2, durations.getCount());
        assertEquals((first.durationNanos() + second.durationNanos()) / 1e6, durations.getSum(), 1e-6);
        assertTrue(sent.value("z0_cron_last_start_seconds", "job=reconciler.daily") >= before);
        assertTrue(sent.value("z0_cron_last_success_seconds", "job=reconciler.daily") >= before);
        assertEquals(1_900_000_000L, sent.value("z0_cron_next_due_seconds", "job=reconciler.daily"));
        assertEquals(1, sent.points("z0_cron_last_success_seconds").size());
        assertEquals(2, sent.points("z0_cron_last_start_seconds").size());
        Reference.reachabilityFence(task);
    }

    @Test
    void asksTheJvmAndWhoeverElseHasSomethingToTell() throws Exception {
        Service service = service();
        service.metrics.observe(Metric.AGENT_LINES_DROPPED, values -> values.put(7, "queue"));
        service.metrics.observe(Metric.AGENT_STARTUP, values -> {
            throw new IllegalStateException();
        });
        service.request("GET", "/", 200);
        Receiver.Delivery sent = sent(service);
        assertEquals(7, sent.value("z0_agent_lines_dropped_total", "reason=queue"));
        assertFalse(sent.metrics.containsKey("z0_agent_startup_ms"));
        assertEquals(1, sent.value("z0_process_starts_total"));
        assertTrue(sent.value("z0_process_cpu_ms_total") > 0);
        assertTrue(sent.value("z0_process_threads") > 1);
        assertTrue(sent.value("z0_process_memory_bytes", "area=heap") > 1 << 20);
        assertTrue(sent.value("z0_process_memory_bytes", "area=heap_max") > 1 << 20);
        assertTrue(sent.value("z0_process_memory_bytes", "area=heap_committed") > 1 << 20);
        assertTrue(sent.value("z0_process_memory_bytes", "area=non_heap") > 1 << 20);
        assertTrue(sent.value("z0_process_memory_bytes", "area=direct") >= 0);
    }

    @Test
    void hearsOfCollections() throws Exception {
        Service service = service();
        service.request("GET", "/", 200);
        service.flush();
        receiver.next();
        boolean heard = false;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!heard && System.nanoTime() < end) { // the JVM tells of a collection on a thread of its own
            System.gc();
            service.request("GET", "/", 200);
            heard = sent(service).metrics.containsKey("z0_process_gc_pause_ms");
        }
        assertTrue(heard);
        assertTrue(GcListener.isPause("G1 Young Generation", "G1 Evacuation Pause"));
        assertFalse(GcListener.isPause("ZGC Cycles", "Warmup"));
        assertFalse(GcListener.isPause("ConcurrentMarkSweep", "No GC"));
    }

    @Test
    void speaksOpenTelemetrysOwnNamesWhereAsked() throws Exception {
        Service service = service("Z0_SEMCONV_METRICS", "true");
        service.request("GET", "/orders", 500, null, () -> Service.query("SELECT * FROM orders"));
        Service.call("api.stripe.com", "/v1/charges", 402);
        Receiver.Delivery sent = sent(service);
        String server = "http.server.request.duration";
        assertEquals(
                1,
                sent.histogram(
                                server,
                                "http.request.method=GET",
                                "http.route=/orders",
                                "http.response.status_code=500",
                                "error.type=500")
                        .getCount());
        assertEquals("s", sent.metric(server).getUnit());
        assertEquals(
                1,
                sent.histogram(
                                "http.client.request.duration",
                                "http.request.method=POST",
                                "server.address=api.stripe.com",
                                "server.port=443",
                                "http.response.status_code=402",
                                "error.type=402")
                        .getCount());
        assertEquals(
                1,
                sent.histogram(
                                "db.client.operation.duration",
                                "db.system.name=postgresql",
                                "db.namespace=shop",
                                "db.collection.name=orders",
                                "db.operation.name=SELECT")
                        .getCount());
        assertTrue(sent.value("jvm.cpu.time") > 0);
        assertTrue(sent.value("jvm.thread.count", "jvm.thread.daemon=true") > 0);
        assertFalse(sent.points("jvm.memory.used").isEmpty());
        assertEquals("By", sent.metric("jvm.memory.used").getUnit());
    }

    @Test
    void boundsSeries() throws Exception {
        Service service = service();
        int many = 100_000;
        for (int i = 0; i < many; i++) {
            service.request("GET", "/r" + i, 200, "t" + i, () -> {});
            Service.call("h" + i + ".example" + i + ".com", "/p" + i, 200);
            Service.ask("{\"model\":\"m" + i + "\"}", 200, "application/json", "{}");
            Service.query("SELECT * FROM t" + i);
            if (i % 10_000 == 0) {
                service.pipeline.flush(20_000);
                receiver.next();
            }
        }
        Receiver.Delivery sent = sent(service);
        for (String name : List.of(
                "z0_requests_total", "z0_external_calls_total", "z0_ai_requests_total", "z0_db_queries_total")) {
            assertTrue(
                    sent.points(name).size() <= 2_001,
                    name + " has " + sent.points(name).size());
            double sum = sent.points(name).values().stream()
                    .mapToLong(p -> p.getAsInt())
                    .sum();
            assertEquals(name.equals("z0_external_calls_total") ? 2 * many : many, sum, name);
        }
        assertEquals(2_001, sent.points("z0_requests_total").size());
        assertEquals(many - 2_000, sent.value("z0_requests_total", "otel.metric.overflow=true"));
        assertEquals(
                many - 2_000,
                sent.histogram("z0_request_duration_ms", "otel.metric.overflow=true")
                        .getCount());
    }

    @Test
    void hidesPersonalDataInLabelsAndTakesNoLongOnes() throws Exception {
        Service service = service();
        service.request("GET", "/", 200, "jane@example.com", () -> {});
        service.request("GET", "/", 200, "x".repeat(5_000), () -> {});
        Receiver.Delivery sent = sent(service);
        String[] hidden = {"tenant_id=[redacted:email]", "route=/", "method=GET", "status_class=2xx"};
        assertEquals(1, sent.value("z0_requests_total", hidden));
        String[] other = {"tenant_id=other", "route=/", "method=GET", "status_class=2xx"};
        assertEquals(1, sent.value("z0_requests_total", other));
    }

    @Test
    void sendsAgainAfterTheInterval() throws Exception {
        Service service = service("OTEL_METRIC_EXPORT_INTERVAL", "50ms");
        service.request("GET", "/", 200);
        String[] labels = {"route=/", "method=GET", "status_class=2xx"};
        Receiver.Delivery sent = receiver.next();
        while (!sent.metrics.containsKey(
                "z0_requests_total")) { // the first interval may end before the request is counted
            sent = receiver.next();
        }
        for (int i = 0; i < 3; i++) {
            assertEquals(1, sent.value("z0_requests_total", labels));
            sent = receiver.next();
        }
    }

    @Test
    void goesNowhereWithoutADestination() {
        assertNull(new Service().metrics);
        assertNull(new Service("Z0_METRICS", "none", "OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint()).metrics);
        assertNull(new Service("OTEL_METRICS_EXPORTER", "none", "OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint())
                .metrics);
        Service service = new Service("Z0_METRICS", "otlp");
        assertNull(service.metrics);
        service.flush();
        assertEquals(
                "Z0_METRICS names otlp, but OTLP is off or has no endpoint",
                service.messages.get(0).text());
    }
}
