package dev.z0.instrumentation.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.testing.TestAgent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server refuses before any application sees it; the rest is tested with the servers as shipped. */
abstract class RefusedRequests {
    final TestAgent agent = TestAgent.start(instrumentation());
    int port;

    abstract Instrumentation instrumentation();

    /** Starts the server on a free port of the loopback, and answers that. */
    abstract int startServer() throws Exception;

    abstract void stopServer() throws Exception;

    @BeforeEach
    void start() throws Exception {
        port = startServer();
        agent.clear();
    }

    @AfterEach
    void stop() throws Exception {
        stopServer();
    }

    @Test
    void aHeaderWithoutName() throws Exception {
        assertRefused("GET /page HTTP/1.1\r\nHost: localhost\r\n: value\r\n\r\n");
    }

    @Test
    void aLengthThatIsNoNumber() throws Exception {
        assertRefused("POST /page HTTP/1.1\r\nHost: localhost\r\nContent-Length: short\r\n\r\n");
    }

    @Test
    void twoLengths() throws Exception {
        assertRefused("POST /page HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n");
    }

    @Test
    void whatNoApplicationServesHasAClient() throws Exception {
        ask("GET /nowhere/at/all HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        Request request = (Request) agent.awaitUnits(1).get(0);
        assertEquals(404, request.status());
        assertEquals("127.0.0.1", request.client());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /page HTTP/1.1\r\nHost: localhost\r\nContent-Length: short\r\n\r\n",
                "POST /page HTTP/1.1\r\n: value\r\n\r\n",
                "POST http://[::1 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "garbage\r\n\r\n"
            })
    void oneThatComesAfterAnotherHasAnIdOfItsOwn(String text) throws Exception {
        ask("GET /first HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: first\r\n\r\n" + text);
        assertEquals("first", ((Request) agent.awaitUnits(2).get(0)).requestId());
        Request refused = (Request) agent.units().get(1);
        assertNotEquals("first", refused.requestId());
        assertEquals(400, refused.status());
        assertTrue(List.of("POST", "_OTHER").contains(refused.method()), refused.method());
        assertTrue(List.of("/page", "/").contains(refused.path()), refused.path());
    }

    private void assertRefused(String text) throws IOException {
        String answer = ask(text);
        assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        Request request = (Request) agent.awaitUnits(1).get(0);
        assertEquals("/page", request.path());
        assertEquals(400, request.status());
        assertEquals("127.0.0.1", request.client());
        assertEquals(1, agent.units().size());
    }

    /** Sends that, and answers all that comes until the connection is closed, as it is after a refusal. */
    private String ask(String text) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
