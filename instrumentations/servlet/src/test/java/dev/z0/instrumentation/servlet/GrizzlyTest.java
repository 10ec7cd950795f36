package dev.z0.instrumentation.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.testing.HttpServerSuite;
import dev.z0.testing.TestAgent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrizzlyTest extends HttpServerSuite {
    private static final String LONG = "one longer than all headers may be";

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final HttpServer server = new HttpServer();

    @Override
    protected Instrumentation[] instrumentations() {
        return new Instrumentation[] {new Grizzly()};
    }

    @Override
    protected int startServer() throws Exception {
        NetworkListener listener = new NetworkListener("test", "127.0.0.1", 0);
        server.addListener(listener);
        server.getServerConfiguration().addHttpHandler(new Pages(), "/pages/*");
        server.start();
        return listener.getPort();
    }

    @Override
    protected void stopServer() {
        server.shutdownNow();
        threads.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: x", "Content-Length: 1\r\nContent-Length: 2", LONG})
    void whatCannotBeReadHasALine(String header) throws Exception {
        TestAgent agent = TestAgent.start();
        try (Socket socket = new Socket("127.0.0.1", server.getListener("test").getPort())) {
            socket.setSoTimeout(20_000);
            String text = "GET /pages/hello HTTP/1.1\r\nHost: localhost\r\n"
                    + (header.equals(LONG) ? "X: " + "x".repeat(20_000) : header);
            socket.getOutputStream().write((text + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        }
        dev.z0.agent.core.record.Request request =
                (dev.z0.agent.core.record.Request) agent.awaitUnits(1).get(0);
        assertEquals(400, request.status());
        assertEquals("127.0.0.1", request.client());
        assertEquals("GET /pages/hello", request.method() + ' ' + request.path());
        assertEquals(1, agent.units().size());
    }

    private final class Pages extends HttpHandler {
        @Override
        public void service(Request request, Response response) throws Exception {
            switch (request.getRequestURI()) {
                case "/pages/hello" -> hello(response);
                case "/pages/gone" -> response.setStatus(410);
                case "/pages/later" -> {
                    response.suspend();
                    threads.execute(() -> {
                        hello(response);
                        response.resume();
                    });
                }
                case "/pages/number" -> Integer.parseInt("none");
                default -> throw new IllegalStateException("on purpose");
            }
        }

        private void hello(Response response) {
            try {
                response.setContentLength(5);
                response.getWriter().write("hello");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
