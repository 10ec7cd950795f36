package dev.z0.instrumentation.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.record.Request;
import dev.z0.testing.TestAgent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Jetty refuses before any handler sees it; what handlers see is tested with Jetty as shipped. */
class JettyTest {
    private final TestAgent agent = TestAgent.start(new Jetty());
    private final Server server = new Server(0);

    @BeforeEach
    void start() throws Exception {
        agent.clear();
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void aRefusedRequestHasTheStatusThatItsClientGot() throws Exception {
        String answer = ask("GET /page HTTP/1.1\r\nno header\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        Request request = (Request) agent.awaitUnits(1).get(0);
        assertEquals("/page", request.path());
        assertEquals(400, request.status());
    }

    /** Sends that, and answers all that comes until the connection is closed, as it is after a refusal. */
    private String ask(String text) throws IOException {
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
