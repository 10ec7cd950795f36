package dev.z0.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands for the payment provider; every fourth charge fails. */
final class PaymentProvider {
    private final AtomicInteger charges = new AtomicInteger();
    private final HttpServer server;

    PaymentProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/charges", this::charge);
        server.start();
    }

    private void charge(HttpExchange exchange) throws IOException {
        boolean fails = charges.incrementAndGet() % 4 == 0;
        byte[] body = (fails ? "{\"error\":\"card processor unavailable\"}" : "{\"status\":\"paid\"}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(fails ? 503 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    void stop() {
        server.stop(0);
    }
}
