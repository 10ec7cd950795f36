package dev.z0.instrumentation.servlet;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.testing.HttpServerSuite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

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
