package dev.z0.exporter.otlp;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** A collector that takes spans and metrics by OTLP over HTTP, and answers as it is told. */
final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final LinkedBlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
    private final ConcurrentLinkedQueue<Integer> answers = new ConcurrentLinkedQueue<>();
    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile String retryAfter;

    Receiver() throws IOException {
        this(0);
    }

    Receiver(int port) throws IOException {
        this(HttpServer.create(address(port), 0));
    }

    /** One that shows a certificate. */
    static Receiver secured(SSLContext tls) throws IOException {
        return secured(new HttpsConfigurator(tls));
    }

    /** One that also wants to see who sends, and talks to nobody else. */
    static Receiver mutual(SSLContext tls) throws IOException {
        return secured(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters own = tls.getDefaultSSLParameters();
                own.setNeedClientAuth(true);
                parameters.setSSLParameters(own);
            }
        });
    }

    private static Receiver secured(HttpsConfigurator tls) throws IOException {
        HttpsServer server = HttpsServer.create(address(0), 0);
        server.setHttpsConfigurator(tls);
        return new Receiver(server);
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private Receiver(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        Integer status = answers.poll();
        deliveries.add(new Delivery(exchange, status == null ? 200 : status));
        try {
            held.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        if (status != null && retryAfter != null) {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
        }
        exchange.sendResponseHeaders(status == null ? 200 : status, -1);
        exchange.close();
    }

    /** A port that nothing listens on. */
    static int freePort() throws IOException {
        try (Receiver receiver = new Receiver()) {
            return receiver.port();
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    String endpoint() {
        return "http://127.0.0.1:" + port();
    }

    /** The next deliveries are answered so; those after them with 200. */
    void answer(int... statuses) {
        for (int status : statuses) {
            answers.add(status);
        }
    }

    /** What is not taken is not to come again for so many seconds. */
    void askToWait(int seconds) {
        retryAfter = Integer.toString(seconds);
    }

    /** Answers nothing until the result is counted down. */
    CountDownLatch hold() {
        held = new CountDownLatch(1);
        return held;
    }

    /** The next delivery, which may be under way. */
    Delivery next() throws InterruptedException {
        Delivery delivery = deliveries.poll(20, TimeUnit.SECONDS);
        if (delivery == null) {
            throw new AssertionError("nothing was sent");
        }
        return delivery;
    }

    /** Whatever came and was not asked for yet. */
    List<Delivery> rest() {
        List<Delivery> rest = new ArrayList<>();
        deliveries.drainTo(rest);
        return rest;
    }

    @Override
    public void close() {
        held.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    /** What was sent at once. */
    static final class Delivery {
        final int answer;
        final String path;
        final Headers headers;
        ExportTraceServiceRequest traces = ExportTraceServiceRequest.getDefaultInstance();
        ExportMetricsServiceRequest metrics = ExportMetricsServiceRequest.getDefaultInstance();

        Delivery(HttpExchange exchange, int answer) throws IOException {
            this.answer = answer;
            path = exchange.getRequestURI().toString();
            headers = exchange.getRequestHeaders();
            InputStream body = exchange.getRequestBody();
            if ("gzip".equals(headers.getFirst("Content-Encoding"))) {
                body = new GZIPInputStream(body);
            }
            if (path.contains("metrics")) {
                metrics = ExportMetricsServiceRequest.parseFrom(body);
            } else {
                traces = ExportTraceServiceRequest.parseFrom(body);
            }
        }

        List<Span> spans() {
            List<Span> spans = new ArrayList<>();
            traces.getResourceSpansList()
                    .forEach(of -> of.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList())));
            return spans;
        }
    }
}
