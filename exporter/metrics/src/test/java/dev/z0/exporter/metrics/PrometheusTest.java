package dev.z0.exporter.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus, and its own linter: the programs in the folder that Z0_TEST_PROMETHEUS names, or in /usr/bin. */
class PrometheusTest {
    private static final Path PROGRAMS =
            Path.of(Optional.ofNullable(System.getenv("Z0_TEST_PROMETHEUS")).orElse("/usr/bin"));
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    @TempDir
    private Path directory;

    private String text;

    private static String program(String name) {
        Path program = PROGRAMS.resolve(name);
        assumeTrue(Files.isExecutable(program), "skipped: there is no " + program + "; see Z0_TEST_PROMETHEUS");
        return program.toString();
    }

    @BeforeEach
    void serve() {
        Service service = new Service("Z0_METRICS", "prometheus", "Z0_SEMCONV_METRICS", "true");
        service.request("GET", "/tickets", 200, "acme", () -> Service.query("SELECT * FROM facts WHERE tenant = 1"));
        service.request("GET", "/tickets", 200, "acme", () -> Service.call("api.stripe.com", "/v1/charges", 500));
        service.request("POST", "/odd\\ \"route\"\nof {id}", 503);
        text = service.prometheus();
    }

    /** It complains of milliseconds, which z0's names have on purpose, and of a name that OpenTelemetry chose. */
    @Test
    void itsLinterReadsIt() throws Exception {
        Process linter = start("linter", program("promtool"), "check", "metrics");
        linter.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        linter.getOutputStream().close();
        assertTrue(linter.waitFor(60, TimeUnit.SECONDS));
        List<String> complaints = Files.readAllLines(directory.resolve("linter.log"));
        complaints.removeIf(line -> line.endsWith(" metric names should not contain abbreviated units"));
        complaints.removeIf(line -> line.startsWith("jvm_thread_count "));
        assertEquals(List.of(), complaints);
    }

    @Test
    void itScrapesIt() throws Exception {
        HttpServer target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        target.createContext("/metrics", exchange -> {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        Path config = directory.resolve("prometheus.yml");
        Files.writeString(
                config,
                """
                global: {scrape_interval: 1s, scrape_timeout: 1s}
                scrape_configs: [{job_name: z0, static_configs: [{targets: ["127.0.0.1:%d"]}]}]
                """
                        .formatted(target.getAddress().getPort()));
        int port = freePort();
        Process prometheus = start(
                "prometheus",
                program("prometheus"),
                "--config.file=" + config,
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port);
        target.start();
        try {
            assertEquals("2", ask(prometheus, port, "z0_requests_total{route=\"/tickets\",status_class=\"2xx\"}"));
            assertEquals("1", ask(prometheus, port, "z0_requests_total{status_class=\"5xx\"}"));
            assertEquals("2", ask(prometheus, port, "z0_request_duration_ms_count{route=\"/tickets\"}"));
            assertEquals("1", ask(prometheus, port, "z0_external_failures_total{service=\"stripe\"}"));
        } finally {
            prometheus.destroy();
            prometheus.waitFor();
            target.stop(0);
        }
    }

    /** The value of the one series that the query selects, once it has one. */
    private String ask(Process prometheus, int port, String query) throws Exception {
        URI uri = URI.create(
                "http://127.0.0.1:" + port + "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        HttpClient client = HttpClient.newHttpClient();
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        String answer = "";
        while (System.nanoTime() < deadline && !prometheus.waitFor(100, TimeUnit.MILLISECONDS)) {
            try {
                answer = client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                        .body();
            } catch (IOException e) {
                continue; // it does not listen yet
            }
            int value = answer.indexOf("\"value\":[");
            if (value >= 0) {
                assertEquals(value, answer.lastIndexOf("\"value\":["), answer);
                return answer.substring(answer.indexOf(",\"", value) + 2, answer.indexOf("\"]", value));
            }
        }
        throw new AssertionError(
                query + ": " + answer + "\n" + Files.readString(directory.resolve("prometheus.log")) + "\n" + text);
    }

    private Process start(String name, String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".log").toFile())
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
