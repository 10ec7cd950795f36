package dev.z0.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What a service tells of itself, and that asking leaves no trace. */
class DiagnosticsTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port = ServerProcess.freePort();

    private String get(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
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

            String found = get("/internal/requests?request_id=asked-1");
            assertTrue(found.contains("\"path\":\"/app/ping\""), found);
            assertTrue(get("/health").startsWith("{\"status\":\"up\""));
            assertTrue(get("/internal/state").contains("\"Undertow\""));
            checkMetrics(get("/metrics"));
            assertTrue(get("/").contains("<title>"));

            process.stop();
            String printed = process.printed();
            assertFalse(printed.contains("/internal/") || printed.contains("/metrics"), printed);
            assertFalse(printed.contains("\"level\":\"warn\",\"kind\":\"agent\""), printed);
        }
    }
}
