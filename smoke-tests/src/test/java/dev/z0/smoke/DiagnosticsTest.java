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
            assertTrue(get("/metrics").contains("z0_requests_total{"));
            assertTrue(get("/").contains("<title>"));

            process.stop();
            String printed = process.printed();
            assertFalse(printed.contains("/internal/") || printed.contains("/metrics"), printed);
            assertFalse(printed.contains("\"level\":\"warn\",\"kind\":\"agent\""), printed);
        }
    }
}
