package dev.z0.models;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** Answers as a provider of language models documents it: every request the same. */
final class Provider implements AutoCloseable {
    private final HttpServer server;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile int status;
    private volatile String type;
    private volatile List<byte[]> pieces;
    private volatile boolean gzip;
    private volatile CountDownLatch read;

    Provider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", this::handle);
        server.start();
    }

    /** A request as it arrived. */
    record Asked(String path, String baggage, String body) {}

    /** The address under a provider's own name. */
    String url(String host) {
        return "http://" + host + ':' + server.getAddress().getPort();
    }

    void answers(int code, String json) {
        answers(code, "application/json", List.of(json.getBytes(StandardCharsets.UTF_8)));
    }

    /** Compressed, where the client says that it can take it. */
    void answersCompressed(int code, String json) {
        answers(code, json);
        gzip = true;
    }

    /** Server-sent events; the second one comes only when the first has been {@link #firstWasRead}. */
    void streams(String... events) {
        List<byte[]> all = new ArrayList<>();
        for (String event : events) {
            all.add((event + "\n\n").getBytes(StandardCharsets.UTF_8));
        }
        streams("text/event-stream", all);
    }

    /** As server-sent events come, in another format. */
    void streams(String contentType, List<byte[]> frames) {
        answers(200, contentType, frames);
        read = new CountDownLatch(1);
    }

    void answers(int code, String contentType, List<byte[]> body) {
        status = code;
        type = contentType;
        pieces = body;
        gzip = false;
        read = null;
        asked.clear();
    }

    /** The application has what came so far. */
    void firstWasRead() {
        read.countDown();
    }

    List<Asked> asked() {
        return asked;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(new Asked(
                exchange.getRequestURI().getRawPath(),
                exchange.getRequestHeaders().getFirst("baggage"),
                body));
        String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
        boolean compressed = gzip && accepted != null && accepted.contains("gzip");
        exchange.getResponseHeaders().set("Content-Type", type);
        if (compressed) {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        }
        exchange.sendResponseHeaders(status, 0);
        OutputStream raw = exchange.getResponseBody();
        try (OutputStream out = compressed ? new GZIPOutputStream(raw) : raw) {
            CountDownLatch wait = null;
            for (byte[] piece : pieces) {
                if (wait != null && !wait.await(60, TimeUnit.SECONDS)) {
                    throw new IOException("the client waits for more before it hands out what it has");
                }
                out.write(piece);
                out.flush();
                wait = read;
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
