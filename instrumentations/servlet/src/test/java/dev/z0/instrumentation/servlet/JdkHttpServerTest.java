package dev.z0.instrumentation.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.testing.HttpServerSuite;
import dev.z0.testing.TestAgent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdkHttpServerTest extends HttpServerSuite {
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private HttpServer server;

    @Override
    protected Instrumentation[] instrumentations() {
        return new Instrumentation[] {new JdkHttpServer()};
    }

    @Override
    protected int startServer() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.createContext("/pages/hello", this::hello);
        server.createContext("/pages/gone", exchange -> {
            exchange.sendResponseHeaders(410, -1);
            exchange.close();
        });
        server.createContext("/pages/later", exchange -> threads.execute(() -> hello(exchange)));
        server.createContext("/pages/broken", exchange -> {
            throw new IllegalStateException("on purpose");
        });
        server.createContext("/pages/number", exchange -> Integer.parseInt("none"));
        server.setExecutor(threads);
        server.start();
        return server.getAddress().getPort();
    }

    @ParameterizedTest
    @CsvSource({"garbage, _OTHER, /", "' x', _OTHER, /", "GET /pages/%zz?a=b HTTP/1.1, GET, /pages/%zz"})
    void whatIsNoRequestHasALine(String requestLine, String method, String path) throws Exception {
        TestAgent agent = TestAgent.start();
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.getAddress().getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write((requestLine + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        }
        Request request = (Request) agent.awaitUnits(1).get(0);
        assertEquals(method, request.method());
        assertEquals(path, request.path());
        assertEquals(400, request.status());
    }

    private void hello(HttpExchange exchange) {
        byte[] body = "hello".getBytes(StandardCharsets.US_ASCII);
        try (exchange) {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void stopServer() {
        server.stop(0);
        threads.shutdownNow();
    }
}
