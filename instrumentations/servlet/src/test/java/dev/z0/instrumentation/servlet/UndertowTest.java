package dev.z0.instrumentation.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.record.Request;
import dev.z0.testing.TestAgent;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Undertow does on its own; what servlets see is tested with a server of servlets. */
class UndertowTest {
    private final TestAgent agent = TestAgent.start(new dev.z0.instrumentation.servlet.Undertow());

    @Test
    void whatUpgradesToHttp2IsOneRequest() throws Exception {
        Undertow server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
                .setHandler(exchange -> exchange.setStatusCode(410))
                .build();
        server.start();
        try {
            agent.clear();
            int port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
            HttpResponse<String> answer = Http2Client.ask(port);
            assertEquals(HttpClient.Version.HTTP_2, answer.version());
            Request request = (Request) agent.awaitUnits(1).get(0);
            assertEquals(410, request.status());
            assertEquals("127.0.0.1", request.client());
            assertEquals(
                    request.requestId(),
                    answer.headers().firstValue("X-Request-Id").orElse(null));
            assertEquals(1, agent.units().size());
        } finally {
            server.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "GET / HTTP/1.1\r\n: value", "GET /\u0000 HTTP/1.1"})
    void whatIsNoRequestHasALine(String text) throws Exception {
        Undertow server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(exchange -> exchange.setStatusCode(410))
                .build();
        server.start();
        InetSocketAddress address =
                (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        agent.clear();
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write((text + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
            Request request = (Request) agent.awaitUnits(1).get(0);
            assertEquals("127.0.0.1", request.client());
            assertEquals("_OTHER", request.method());
            assertEquals(400, request.status());
            assertEquals(1, agent.units().size());
        } finally {
            server.stop();
        }
    }

    @Test
    void anExchangeThatIsOverIsForgotten() throws Exception {
        AtomicReference<HttpServerExchange> seen = new AtomicReference<>();
        Undertow server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(new BlockingHandler(exchange -> {
                    seen.set(exchange);
                    assertSame(Request.currentRequest(), Request.underway(exchange));
                }))
                .build();
        server.start();
        try {
            agent.clear();
            InetSocketAddress address =
                    (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
            try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
                socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                assertTrue(socket.getInputStream().readAllBytes().length > 0);
            }
            assertEquals(200, ((Request) agent.awaitUnits(1).get(0)).status());
            assertNull(Request.underway(seen.get()));
        } finally {
            server.stop();
        }
    }
}
