package dev.z0.instrumentation.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.support.Failures;
import dev.z0.testing.TestAgent;
import io.undertow.server.HttpServerExchange;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Undertow, or Quarkus's fork of it: the pom runs this with both. The fork is left to the servlets on it. */
class UndertowForkTest {
    private static final int REQUESTS = 3;

    private final TestAgent agent = TestAgent.start(new Undertow());

    @Test
    void noRequestFailsInZ0() throws Exception {
        boolean fork = HttpServerExchange.class.getMethod("getRequestMethod").getReturnType() == String.class;
        agent.clear();
        AtomicInteger handled = new AtomicInteger();
        int port = freePort();
        io.undertow.Undertow server = io.undertow.Undertow.builder()
                .addHttpListener(port, "localhost")
                .setHandler(exchange -> handled.incrementAndGet())
                .build();
        server.start();
        try {
            for (int i = 0; i < REQUESTS; i++) {
                HttpURLConnection connection = (HttpURLConnection)
                        URI.create("http://localhost:" + port + "/").toURL().openConnection();
                connection.getResponseCode();
                assertEquals(fork, connection.getHeaderField("X-Request-Id") == null);
            }
        } finally {
            server.stop();
        }
        assertEquals(REQUESTS, handled.get());
        assertNull(Failures.counts().get("servlet"));
        assertTrue(
                fork
                        ? agent.units().equals(List.of())
                        : agent.awaitUnits(REQUESTS).size() == REQUESTS);
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
