package dev.z0.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Spans and metrics arrive in programs that others wrote: what these tell of them is what the lines tell. */
class ArrivalTest {
    private static final int EACH = 12;

    /** Takes OTLP with a decoder of its own, and prints each delivery as JSON. */
    private static final String SPAN_RECEIVER =
            """
            const {MockOtlpServer, normalizeTrace} = require('@elastic/mockotlpserver');
            new MockOtlpServer({
              services: ['http'], httpHostname: '127.0.0.1', httpPort: +process.argv[1], logLevel: 'warn',
              onTrace: trace => console.log(JSON.stringify(normalizeTrace(trace))),
            }).start().then(() => console.log('ready'));
            """;

    @BeforeAll
    static void needsAgent() {
        Assumptions.assumeTrue(Agent.present(), "no agent");
    }

    private static List<Call> mix() {
        List<Call> mix = new ArrayList<>();
        mix.add(Call.get("/app/ping", 200));
        mix.add(Call.get("/app/items/42", 200));
        mix.add(Call.get("/app/nothing", 404));
        mix.add(Call.get("/app/echo", 200).method("POST"));
        mix.add(Call.get("/app/work?q=3&e=2", 200).queries(3).calls(2));
        mix.add(Call.get("/app/async?end=dispatch&q=1&e=2", 200).queries(1).calls(2));
        mix.add(Call.get("/app/n-plus-one?n=7", 200).queries(8));
        mix.add(Call.get("/app/batch?n=5", 200).queries(5));
        mix.add(Call.get("/app/bad-query", 500).queries(1).error("org.h2.jdbc.JdbcSQLSyntaxErrorException"));
        mix.add(Call.get("/app/bad-call?e=2", 200).calls(1));
        mix.add(Call.get("/app/fan-out?n=4", 200).queries(4));
        return mix;
    }

    /** The lines of a service that sent what it knows to where this says. */
    private static List<Line> run(String name, Map<String, String> environment) throws Exception {
        Map<String, String> variables = new TreeMap<>(environment);
        variables.put("OTEL_SERVICE_NAME", "shop");
        try (Stub stub = new Stub();
                ServerProcess process =
                        Server.UNDERTOW_JAVAX.start(name, Jdk.running(), ServerMatrixTest.options(stub), variables)) {
            List<Answer> answers = new Load(process.base()).run(EACH, mix());
            Lines lines = process.stop();
            ServerMatrixTest.check(answers, lines, stub);
            return lines.kind("request");
        }
    }

    @Test
    void spansArriveInElasticsReceiver() throws Exception {
        Path npm = Download.npm("@elastic/mockotlpserver", "0.10.0");
        int port = ServerProcess.freePort();
        List<String> command = List.of("node", "-e", SPAN_RECEIVER, String.valueOf(port));
        Map<String, String> path =
                Map.of("NODE_PATH", npm.resolve("node_modules").toString());
        try (ServerProcess receiver =
                ServerProcess.start(ServerProcess.directory("arrival-receiver"), null, command, path)) {
            receiver.awaitOutput("ready");
            String endpoint = "http://127.0.0.1:" + port + "/v1/traces";
            List<Line> lines = run("arrival-spans", Map.of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", endpoint));
            Map<String, List<Span>> traces = new HashMap<>();
            for (Span span : Span.read(receiver.printed())) {
                traces.computeIfAbsent(span.traceId(), id -> new ArrayList<>()).add(span);
            }
            for (Line line : lines) {
                check(line, traces.getOrDefault(line.string("trace_id"), List.of()));
            }
        }
    }

    private static void check(Line line, List<Span> trace) {
        List<Span> roots =
                trace.stream().filter(span -> span.kind().equals("SERVER")).toList();
        assertEquals(1, roots.size(), () -> line + " has " + trace);
        Span root = roots.get(0);
        assertEquals(line.get("span_id"), root.id());
        assertTrue(root.name().startsWith("z0.web.app."), root::toString);
        assertEquals("shop", root.resource().get("service.name"));
        for (String[] same : new String[][] {
            {"method", "http.request.method"},
            {"path", "url.path"},
            {"route", "http.route"},
            {"status", "http.response.status_code"},
            {"request_id", "z0.request_id"},
            {"client", "client.address"}
        }) {
            assertEquals(line.get(same[0]), root.attributes().get(same[1]), () -> same[1] + " of " + line);
        }
        long queries = 0;
        long calls = 0;
        for (Span span : trace) {
            assertEquals(line.get("request_id"), span.attributes().get("z0.request_id"), span::toString);
            boolean counted = span.name().startsWith("z0.h2.") && !span.name().startsWith("z0.h2.tx.");
            queries += counted ? (long) span.attributes().getOrDefault("db.operation.batch.size", 1L) : 0;
            calls += span.name().startsWith("z0.external.") ? 1 : 0;
        }
        assertEquals(line.number("db_queries"), queries, () -> line + " has " + trace);
        assertEquals(line.externalCalls(), calls, () -> line + " has " + trace);
        assertTrue(trace.stream().noneMatch(span -> span.toString().contains("hush")), trace::toString);
    }

    @Test
    void metricsArriveInVictoriaMetrics() throws Exception {
        Path debian = Download.debian(
                "pool/main/v/victoriametrics/victoria-metrics_1.112.0+ds1-2_amd64.deb",
                "1d3717f1a8ab5bf690271095dd286730f6fb0761cc8c09c0fc8f529c9838f346");
        Path directory = ServerProcess.directory("arrival-victoria-metrics");
        int port = ServerProcess.freePort();
        List<String> command = List.of(
                debian.resolve("usr/bin/victoria-metrics").toString(),
                "-httpListenAddr=127.0.0.1:" + port,
                "-storageDataPath=" + directory.resolve("data"),
                "-search.latencyOffset=0s");
        URI base = URI.create("http://127.0.0.1:" + port);
        try (ServerProcess database =
                ServerProcess.start(directory, base, command, Map.of()).awaitReady("/health")) {
            String endpoint = base + "/opentelemetry/v1/metrics";
            List<Line> lines = run("arrival-metrics", Map.of("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", endpoint));
            get(base + "/internal/force_flush");
            checkMetrics(base, lines);
            assertEquals(Map.of("", (long) lines.size()), query(base, "sum(z0_requests_total{service\\.name='shop'})"));
        }
    }

    @Test
    void prometheusScrapesMetrics() throws Exception {
        Path debian = Download.debian(
                "pool/main/p/prometheus/prometheus_2.42.0+ds-5+deb12u1_amd64.deb",
                "81d59a24fce84f7fbe97a45a4f2914b6a5881b5cd1db2a6a0e129e515e1a5f55");
        Path directory = ServerProcess.directory("arrival-prometheus");
        int scraped = ServerProcess.freePort();
        int port = ServerProcess.freePort();
        Path configuration = Files.writeString(
                directory.resolve("prometheus.yml"),
                """
                global: {scrape_interval: 1s, scrape_timeout: 1s}
                scrape_configs: [{job_name: shop, static_configs: [{targets: ["127.0.0.1:%d"]}]}]
                """
                        .formatted(scraped));
        List<String> command = List.of(
                debian.resolve("usr/bin/prometheus").toString(),
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port);
        URI base = URI.create("http://127.0.0.1:" + port);
        Map<String, String> variables = Map.of("Z0_DIAGNOSTICS", "127.0.0.1:" + scraped);
        try (Stub stub = new Stub();
                ServerProcess process = Server.UNDERTOW_JAVAX.start(
                        "arrival-scraped", Jdk.running(), ServerMatrixTest.options(stub), variables);
                ServerProcess prometheus =
                        ServerProcess.start(directory, base, command, Map.of()).awaitReady("/-/ready")) {
            List<Answer> answers = new Load(process.base()).run(EACH, mix());
            Lines lines = process.output();
            long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
            while (!isScraped(base, lines, answers) && System.nanoTime() < deadline) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100)); // until the next scrape
                lines = process.output();
            }
            checkMetrics(
                    base, lines.kind("request")); // while there is something to scrape: what has gone counts no more
            ServerMatrixTest.check(answers, process.stop(), stub);
        }
    }

    private static boolean isScraped(URI base, Lines lines, List<Answer> answers) throws IOException {
        long count = lines.kind("request").size();
        return count >= answers.size()
                && query(base, "sum(z0_requests_total)").equals(Map.of("", count))
                && query(base, "sum(z0_request_duration_ms_count)").equals(Map.of("", count));
    }

    /** The lines tell what the metrics tell. */
    private static void checkMetrics(URI base, List<Line> lines) throws IOException {
        Map<String, Long> requests = new TreeMap<>();
        Map<String, Long> errors = new TreeMap<>();
        for (Line line : lines) {
            String series = line.get("route") + " " + line.get("method") + " " + line.number("status") / 100 + "xx";
            requests.merge(series, 1L, Long::sum);
            if (line.number("status") >= 500) {
                errors.merge(series, 1L, Long::sum);
            }
        }
        String byRoute = " by (route, method, status_class)";
        assertEquals(requests, query(base, "sum(z0_requests_total)" + byRoute));
        assertEquals(requests, query(base, "sum(z0_request_duration_ms_count)" + byRoute));
        assertEquals(requests, query(base, "sum(z0_request_duration_ms_bucket{le='+Inf'})" + byRoute));
        assertEquals(errors, query(base, "sum(z0_request_errors_total)" + byRoute));
        assertEquals(
                Map.of("", lines.stream().mapToLong(Line::externalCalls).sum()),
                query(base, "sum(z0_external_calls_total)"));
    }

    /** The last value of each series, by its labels. */
    @SuppressWarnings("unchecked")
    private static Map<String, Long> query(URI base, String expression) throws IOException {
        // What came within the present second is seen from the next one only.
        long time = System.currentTimeMillis() / 1000 + 1;
        String query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
        String answer = get(base + "/api/v1/query?nocache=1&time=" + time + "&query=" + query);
        Map<String, Object> data = (Map<String, Object>) Json.object(answer).get("data");
        Map<String, Long> values = new TreeMap<>();
        for (Map<String, Object> series : (List<Map<String, Object>>) data.get("result")) {
            Map<String, String> labels = (Map<String, String>) series.get("metric");
            String name = String.join(
                    " ",
                    List.of("route", "method", "status_class").stream()
                            .map(labels::get)
                            .filter(label -> label != null)
                            .toList());
            values.put(name, Long.valueOf((String) ((List<Object>) series.get("value")).get(1)));
        }
        return values;
    }

    private static String get(String address) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(address).toURL().openConnection();
        try (var body = connection.getInputStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
