package dev.z0.overhead;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Takes what every agent sends, and answers the outgoing calls of the measured service. */
final class Sink implements AutoCloseable {
    private static final byte[] STUB =
            "a body of an ordinary length, as a small API answers it".getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;
    private final AtomicLong bytes = new AtomicLong();

    Sink() throws IOException {
        // Else each answer waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 100);
        server.createContext("/", this::take);
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Bytes that agents have sent so far. */
    long received() {
        return bytes.get();
    }

    private void take(HttpExchange exchange) throws IOException {
        boolean stub = exchange.getRequestURI().getPath().startsWith("/stub");
        long length = exchange.getRequestBody().transferTo(java.io.OutputStream.nullOutputStream());
        if (!stub) {
            bytes.addAndGet(length);
        }
        byte[] answer = stub ? STUB : "{}".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
