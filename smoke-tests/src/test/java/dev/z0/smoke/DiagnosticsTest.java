package dev.z0.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What a service tells of itself, and that asking leaves no trace. */
class DiagnosticsTest {
    private static final int LOST = 60;

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port = ServerProcess.freePort();

    private String metrics() throws Exception {
        return get("http://127.0.0.1:" + port + "/metrics");
    }

    private String get(String address) throws Exception {
        URI uri = URI.create(address);
        HttpResponse<String> response =
                client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(200, response.statusCode(), response.body());
        return response.body();
    }

    /** What z0 counts of itself is wired in the finished agent alone. */
    private static void checkMetrics(String text) {
        assertTrue(text.contains("z0_requests_total{"), text);
        assertTrue(value(text, "z0_agent_startup_ms") > 0, text);
        assertTrue(value(text, "z0_agent_classes_transformed_total") > 0, text);
        assertTrue(value(text, "z0_agent_lines_written_total") > 0, text);
        assertEquals(0, value(text, "z0_agent_lines_dropped_total{reason=\"queue\"}"), text);
        assertEquals(0, value(text, "z0_agent_lines_dropped_total{reason=\"output\"}"), text);
        assertEquals(0, value(text, "z0_agent_tasks_dropped_total"), text);
        assertEquals(0, value(text, "z0_agent_errors_total{instrumentation=\"pipeline\"}"), text);
        assertEquals(1, value(text, "z0_process_starts_total"), text);
    }

    /** What stands on the series' line. */
    private static double value(String text, String series) {
        return text.lines()
                .filter(line -> line.startsWith(series + ' '))
                .mapToDouble(line -> Double.parseDouble(line.split(" ")[1]))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + series + " in " + text));
    }

    @Test
    void tellsWhatHappened() throws Exception {
        Assumptions.assumeTrue(Agent.present(), "no agent");
        try (ServerProcess process = Server.UNDERTOW_JAKARTA.start(
                Jdk.running(), List.of(Agent.option()), Map.of("Z0_DIAGNOSTICS", "127.0.0.1:" + port))) {
            HttpRequest ping = HttpRequest.newBuilder(URI.create(process.base() + "/app/ping"))
                    .header("X-Request-Id", "asked-1")
                    .build();
            client.send(ping, HttpResponse.BodyHandlers.discarding());
            process.awaitOutput("asked-1");

            String diagnostics = "http://127.0.0.1:" + port;
            String found = get(diagnostics + "/internal/requests?request_id=asked-1");
            assertTrue(found.contains("\"path\":\"/app/ping\""), found);
            assertTrue(get(diagnostics + "/health").startsWith("{\"status\":\"up\""));
            assertTrue(get(diagnostics + "/internal/state").contains("\"Undertow\""));
            checkMetrics(metrics());
            assertTrue(get(diagnostics + "/").contains("<title>"));

            process.stop();
            String printed = process.printed();
            assertFalse(printed.contains("/internal/") || printed.contains("/metrics"), printed);
            assertFalse(printed.contains("\"level\":\"warn\",\"kind\":\"agent\""), printed);
        }
    }

    /** Lines go into a pipe that nobody reads at first, spans to where nobody listens. */
    @Test
    void tellsWhatWasLost() throws Exception {
        Assumptions.assumeTrue(Agent.present(), "no agent");
        Path pipe = ServerProcess.directory("lost-pipe").resolve("lines");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        Map<String, String> environment = Map.of(
                "Z0_DIAGNOSTICS", "127.0.0.1:" + port,
                "Z0_LINE_FILE", pipe.toString(),
                "Z0_QUEUE_SIZE", "10",
                "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9",
                "OTEL_BSP_SCHEDULE_DELAY", "10ms",
                "OTEL_BSP_EXPORT_TIMEOUT", "100ms");
        try (ServerProcess process =
                Server.UNDERTOW_JAKARTA.start("lost", Jdk.running(), List.of(Agent.option()), environment)) {
            for (int i = 0; i < LOST; i++) {
                get(process.base() + "/app/ping");
            }
            // Ten wait, and ten more may be under way to the pipe.
            await("z0_agent_lines_dropped_total{reason=\"queue\"}", count -> count >= LOST - 20);
            CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> read(pipe));
            await("z0_agent_spans_dropped_total", count -> count > 0);
            assertEquals(0, value(metrics(), "z0_agent_lines_dropped_total{reason=\"output\"}"));
            process.stop();
            Lines lines = Lines.of(read.join());
            Line last = lines.z0().get(lines.z0().size() - 1);
            assertEquals("z0 stops", last.get("message"), last::toString);
            assertTrue(last.number("lines_dropped") >= LOST - 20, last::toString);
            assertEquals(last.number("lines_written"), lines.z0().size() - 1, last::toString);
            int requests = lines.kind("request").size();
            assertTrue(requests > 0 && last.number("spans_dropped") >= requests, last::toString);
        }
    }

    @Test
    void tellsWhatADiskDidNotTake() throws Exception {
        Assumptions.assumeTrue(Agent.present(), "no agent");
        Assumptions.assumeTrue(Files.exists(Path.of("/dev/full")), "no full disk here");
        Map<String, String> environment = Map.of("Z0_DIAGNOSTICS", "127.0.0.1:" + port, "Z0_LINE_FILE", "/dev/full");
        try (ServerProcess process =
                Server.UNDERTOW_JAKARTA.start("full", Jdk.running(), List.of(Agent.option()), environment)) {
            get(process.base() + "/app/ping");
            get(process.base() + "/app/ping");
            // With them, those that z0 has said of itself.
            await("z0_agent_lines_dropped_total{reason=\"output\"}", count -> count >= 2);
            assertEquals(0, value(metrics(), "z0_agent_lines_dropped_total{reason=\"queue\"}"));
            assertEquals(0, value(metrics(), "z0_agent_lines_written_total"));
        }
    }

    private void await(String series, DoublePredicate enough) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (!enough.test(value(metrics(), series))) {
            assertTrue(System.nanoTime() < deadline, series);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
