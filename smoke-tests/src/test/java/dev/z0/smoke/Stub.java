package dev.z0.smoke;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The other service: {@code /ok} answers, {@code /fail} answers 500; it notes what calls carried. A collector, too. */
final class Stub implements AutoCloseable {
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
    private final Map<String, String> baggage = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> answers = new ConcurrentHashMap<>();
    private final AtomicInteger deliveries = new AtomicInteger();
    private final ExecutorService executor = Executors.newFixedThreadPool(16);
    private final HttpServer server;

    Stub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/ok", exchange -> answer(exchange, 200, "fine"));
        server.createContext("/ping", exchange -> answer(exchange, 200, "pong"));
        server.createContext("/hop", exchange -> answer(exchange, 200, "the end of the chain"));
        server.createContext("/v1/", exchange -> {
            deliveries.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.createContext("/fail", exchange -> answer(exchange, 500, "the stub fails"));
        server.setExecutor(executor);
        server.start();
    }

    private void answer(HttpExchange exchange, int status, String text) throws IOException {
        String id = exchange.getRequestHeaders().getFirst("X-Request-Id");
        String request = id == null ? "none" : id;
        calls.merge(request, 1, Integer::sum);
        answers.merge(status, 1, Integer::sum);
        String members = exchange.getRequestHeaders().getFirst("baggage");
        if (members != null) {
            baggage.put(request, members);
        }
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How many calls carried this request id. */
    int callsFor(String requestId) {
        return calls.getOrDefault(requestId, 0);
    }

    /** The baggage of the last call that carried this request id, null for none. */
    String baggageFor(String requestId) {
        return baggage.get(requestId);
    }

    /** How many calls there were. */
    long calls() {
        return answers.values().stream().mapToLong(Integer::longValue).sum();
    }

    /** How often something came by OTLP, which is no call. */
    int deliveries() {
        return deliveries.get();
    }

    /** How many calls were answered with each status. */
    Map<Integer, Integer> answers() {
        return answers;
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
