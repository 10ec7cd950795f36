package dev.z0.exporter.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask, and what the server does with those who ask badly. */
class DiagnosticsServerTest {
    private static final String HOST = "\r\nHost: localhost\r\n";

    @Test
    void tellsThatTheServiceIsUp() throws IOException {
        try (Running shop = new Running()) {
            String answer = shop.get("/health");
            assertEquals(200, Running.status(answer), answer);
            assertTrue(Running.body(answer).startsWith("{\"status\":\"up\",\"service\":\"shop\","), answer);
            assertTrue(answer.contains("\r\nContent-Type: application/json\r\n"), answer);
            assertTrue(answer.contains("\r\nCache-Control: no-store\r\n"), answer);
            assertTrue(answer.contains("\r\nContent-Security-Policy: default-src 'none'; script-src 'self';"), answer);
            assertFalse(answer.contains("Access-Control"), answer);
        }
    }

    @Test
    void tellsMetrics() throws IOException {
        try (Running shop = new Running()) {
            String answer = shop.get("/metrics");
            assertEquals("z0_requests_total 7\n", Running.body(answer));
            assertTrue(answer.contains("\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n"), answer);
        }
    }

    @Test
    void answersHeadWithTheHeadAlone() throws IOException {
        try (Running shop = new Running()) {
            String answer = shop.raw("HEAD /metrics HTTP/1.1" + HOST + "\r\n");
            assertTrue(answer.contains("\r\nContent-Length: 20\r\n"), answer);
            assertEquals("", Running.body(answer));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET /nothing HTTP/1.1, 404",
        "GET /internal HTTP/1.1, 404",
        "GET /internal/ HTTP/1.1, 404",
        "GET /../../etc/passwd HTTP/1.1, 404",
        "GET /page.js/../page.html HTTP/1.1, 404",
        "GET /page.html HTTP/1.1, 404",
        "GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1, 404",
        "GET /%zz%00%ff HTTP/1.1, 404",
        "GET //health HTTP/1.1, 404",
        "GET http://localhost/health HTTP/1.1, 400",
        "GET health HTTP/1.1, 400",
        "GET /health, 400",
        "GET  /health HTTP/1.1, 400",
        "GET /he alth HTTP/1.1, 400",
        "GET /h\u00e9alth HTTP/1.1, 400",
        "GET /health HTTP/2.0, 505",
        "GET /health FTP/1.1, 400",
        "POST /health HTTP/1.1, 405",
        "DELETE /internal/requests HTTP/1.1, 405",
        "OPTIONS /health HTTP/1.1, 405",
        "get /health HTTP/1.1, 405",
        "GET /health?verbose HTTP/1.1, 400",
        "GET /internal/requests?limit=0 HTTP/1.1, 400",
        "GET /internal/requests?limit=1001 HTTP/1.1, 400",
        "GET /internal/requests?limit=-1 HTTP/1.1, 400",
        "GET /internal/requests?limit=99999999999999999999 HTTP/1.1, 400",
        "GET /internal/requests?limit= HTTP/1.1, 400",
        "GET /internal/requests?limit=5&limit=6 HTTP/1.1, 400",
        "GET /internal/requests?status=600x HTTP/1.1, 400",
        "GET /internal/requests?status=xx HTTP/1.1, 400",
        "GET /internal/requests?status=5xxx HTTP/1.1, 400",
        "GET /internal/requests?route=%zz HTTP/1.1, 400",
        "GET /internal/requests?route=%2 HTTP/1.1, 400",
        "GET /internal/requests?route=%ff%fe HTTP/1.1, 400",
        "GET /internal/requests?color=red HTTP/1.1, 400",
        "GET /internal/requests?& HTTP/1.1, 400",
        "GET /internal/operations?since=yesterday HTTP/1.1, 400",
        "GET /internal/operations?since=2026-13-45T00:00:00Z HTTP/1.1, 400",
        "GET /internal/events?limit=ten HTTP/1.1, 400",
    })
    void refusesWithAReason(String line, int status) throws IOException {
        try (Running shop = new Running()) {
            String answer = shop.raw(line + HOST + "\r\n");
            assertEquals(status, Running.status(answer), answer);
            assertTrue(Running.body(answer).startsWith("{\"error\":\""), answer);
        }
    }

    @Test
    void ignoresTheBodyOfARequest() throws IOException {
        try (Running shop = new Running()) {
            String answer =
                    shop.raw("POST /health HTTP/1.1" + HOST + "Content-Length: 50000\r\n\r\n" + "x".repeat(50_000));
            assertEquals(405, Running.status(answer), answer);
        }
    }

    @Test
    void readsNoLongerHeadThanItMust() throws IOException {
        try (Running shop = new Running()) {
            assertEquals(431, Running.status(shop.get("/health", "X-Long: " + "a".repeat(20_000))));
            assertEquals(431, Running.status(shop.raw("a".repeat(30_000))));
            assertEquals(200, Running.status(shop.get("/health", "X-Long: " + "a".repeat(8_000))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Broken\r\n", ": nameless\r\n", "Bro ken: x\r\n", " folded: x\r\n", "Host: localhost\r\n"})
    void refusesMalformedHeaders(String header) throws IOException {
        try (Running shop = new Running()) {
            String answer = shop.raw("GET /health HTTP/1.1" + HOST + header + "\r\n");
            assertEquals(400, Running.status(answer), answer);
        }
    }

    @Test
    void takesLinesThatEndInALineFeedAlone() throws IOException {
        try (Running shop = new Running()) {
            assertEquals(200, Running.status(shop.raw("GET /health HTTP/1.0\nHost: localhost\n\n")));
        }
    }

    @Test
    void takesAHeadInPieces() throws IOException {
        try (Running shop = new Running();
                Socket socket = shop.connect()) {
            socket.setTcpNoDelay(true);
            for (byte b : ("GET /health HTTP/1.1" + HOST + "\r\n").getBytes(StandardCharsets.US_ASCII)) {
                socket.getOutputStream().write(b);
            }
            assertEquals(200, Running.status(Running.readAll(socket)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "localhost:7070, 200",
        "LOCALHOST, 200",
        "127.0.0.1:1, 200",
        "[::1]:7070, 200",
        "[::1], 200",
        "evil.example, 403",
        "evil.example:7070, 403",
        "localhost.evil.example, 403",
        "127.0.0.1.evil.example, 403",
        "192.168.0.7, 403",
        "[::2]:7070, 403",
        "'', 403",
    })
    void answersOnlyTheMachinesOwnNamesWithoutAToken(String host, int status) throws IOException {
        try (Running shop = new Running()) {
            String answer = shop.raw("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
            assertEquals(status, Running.status(answer), answer);
            assertEquals(400, Running.status(shop.raw("GET / HTTP/1.1\r\n\r\n")), "no name at all");
        }
    }

    @Test
    void asksForItsTokenEverywhereButForThePage() throws IOException {
        try (Running shop = new Running("s3cret-t0ken-é", 10_000)) {
            String[] all = {"/health", "/metrics", "/internal/state", "/internal/requests", "/nothing"};
            for (String path : all) {
                String answer = shop.get(path);
                assertEquals(401, Running.status(answer), path);
                assertTrue(answer.contains("\r\nWWW-Authenticate: Bearer\r\n"), answer);
                for (String wrong :
                        new String[] {"Bearer", "Bearer ", "Bearer s3cret-t0ken-", "Basic s3cret-t0ken-é"}) {
                    assertEquals(401, Running.status(shop.get(path, "Authorization: " + wrong)), wrong);
                }
                String longer = shop.get(path, "Authorization: Bearer " + utf8("s3cret-t0ken-é") + "x");
                assertEquals(401, Running.status(longer), path);
                String right = shop.get(path, "Authorization: bearer " + utf8("s3cret-t0ken-é"));
                assertEquals(path.equals("/nothing") ? 404 : 200, Running.status(right), path);
            }
            assertEquals(200, Running.status(shop.get("/")));
            assertEquals(200, Running.status(shop.get("/page.js")));
            String answer = shop.raw("GET /health HTTP/1.1\r\nHost: shop.example\r\nAuthorization: Bearer "
                    + utf8("s3cret-t0ken-é") + "\r\n\r\n");
            assertEquals(200, Running.status(answer), "with a token it may be called by any name");
        }
    }

    /** The text's UTF-8 bytes, which are sent as they are. */
    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @Test
    void cutsOffWhoNeverEndsARequest() throws IOException {
        try (Running shop = new Running("", 300);
                Socket slow = shop.connect()) {
            slow.getOutputStream().write("GET /hea".getBytes(StandardCharsets.US_ASCII));
            assertEquals("", Running.readAll(slow), "closed without an answer, and not at the reader's time-out");
        }
    }

    @Test
    void cutsOffWhoNeverReadsTheAnswer() throws Exception {
        try (Running shop = new Running("", 300)) {
            shop.agentSays(Map.of("long", Collections.nCopies(20_000, "x".repeat(1_000))));
            CompletableFuture<Thread> answering = new CompletableFuture<>();
            shop.whenAsked(() -> answering.complete(Thread.currentThread()));
            try (Socket deaf = shop.connect()) {
                deaf.getOutputStream()
                        .write(("GET /internal/state HTTP/1.1" + HOST + "\r\n").getBytes(StandardCharsets.US_ASCII));
                Thread thread = answering.get(Running.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
                thread.join(Running.PATIENCE_MILLIS);
                assertFalse(thread.isAlive());
            }
        }
    }

    private static long answering() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("z0-diagnostics-answer"))
                .count();
    }

    @Test
    void answersWhileManyNeverEndTheirs() throws IOException {
        List<Socket> idle = new ArrayList<>();
        try (Running shop = new Running("", 600_000)) {
            for (int i = 0; i < 40; i++) {
                idle.add(shop.connect());
            }
            assertEquals(200, Running.status(shop.get("/health")));
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Running.PATIENCE_MILLIS);
            while (answering() > 8) { // others are on their way out
                assertTrue(System.nanoTime() < end, answering() + " threads");
            }
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void outlivesThoseWhoLeaveInTheMiddle() throws IOException {
        try (Running shop = new Running()) {
            for (int i = 0; i < 50; i++) {
                try (Socket socket = shop.connect()) {
                    socket.setSoLinger(true, 0); // a reset
                    socket.getOutputStream()
                            .write("GET /internal/state HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (SocketException e) {
                    continue; // the server was faster
                }
            }
            assertEquals(200, Running.status(shop.get("/health")));
        }
    }
}
