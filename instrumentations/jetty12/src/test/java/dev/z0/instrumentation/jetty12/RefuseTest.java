package dev.z0.instrumentation.jetty12;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.record.Request;
import dev.z0.instrumentation.servlet.Jetty12;
import dev.z0.testing.TestAgent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Jetty 12 refuses before any handler sees it. */
class RefuseTest {
    private static final String GET = "GET /first HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: first\r\n\r\n";

    private final TestAgent agent = TestAgent.start(new Jetty12());
    private final Server server = new Server(0);

    @BeforeEach
    void start() throws Exception {
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(org.eclipse.jetty.server.Request request, Response response, Callback callback)
                    throws IOException {
                Content.Source.asByteBuffer(request);
                callback.succeeded();
                return true;
            }
        });
        server.start();
        agent.clear();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    private String ask(String text) throws IOException {
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'garbage', _OTHER, /, 400",
        "'GET /page HTTP/9.1', _OTHER, /, 505",
        "'GET /page HTTP/1.1\r\nHost: localhost\r\n: value', GET, /page, 400",
        "'POST /page HTTP/1.1\r\nHost: localhost\r\nContent-Length: short', POST, /page, 400",
    })
    void hasALine(String text, String method, String path, int status) throws Exception {
        String answer = ask(text + "\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
        Request request = (Request) agent.awaitUnits(1).get(0);
        assertEquals(method + ' ' + path, request.method() + ' ' + request.path());
        assertEquals(status, request.status());
        assertEquals("127.0.0.1", request.client());
        assertEquals(1, agent.units().size());
    }

    @Test
    void hasAnIdOfItsOwn() throws Exception {
        ask(GET + "garbage\r\n\r\n");
        Request first = (Request) agent.awaitUnits(2).get(0);
        assertEquals("first", first.requestId());
        assertEquals("127.0.0.1", first.client());
        assertNotEquals("first", ((Request) agent.units().get(1)).requestId());
    }

    @Test
    void aBrokenBodyIsNoSecondRequest() throws Exception {
        ask("POST /page HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nnone\r\n\r\n");
        assertEquals("/page", ((Request) agent.awaitUnits(1).get(0)).path());
        assertEquals(1, agent.units().size());
    }
}
