package dev.z0.instrumentation.http.apache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.testing.HttpClientSuite;
import dev.z0.testing.TestCertificates;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.http.nio.support.classic.ContentInputStream;
import org.apache.hc.core5.http.nio.support.classic.SharedInputBuffer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation") // the methods that the oldest version has
class ApacheAsyncClient5Test extends HttpClientSuite {
    private final CloseableHttpAsyncClient client = client(TestCertificates.trusting());

    private static CloseableHttpAsyncClient client(SSLContext tls) {
        PoolingAsyncClientConnectionManagerBuilder connections = PoolingAsyncClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(100)
                .setMaxConnTotal(100);
        if (tls != null) {
            connections.setTlsStrategy(
                    ClientTlsStrategyBuilder.create().setSslContext(tls).build());
        }
        CloseableHttpAsyncClient client = HttpAsyncClients.custom()
                .setConnectionManager(connections.build())
                .build();
        client.start();
        return client;
    }

    @AfterAll
    void close() throws IOException {
        client.close();
    }

    @Override
    protected Instrumentation[] instrumentations() {
        return new Instrumentation[] {new ApacheAsyncClient5()};
    }

    @Override
    protected Answer send(Call call) throws Exception {
        return send(client, call);
    }

    @Override
    protected Answer sendDistrusting(Call call) throws Exception {
        try (CloseableHttpAsyncClient distrusting = client(null)) {
            return send(distrusting, call);
        }
    }

    @Override
    protected boolean resends() {
        return false;
    }

    @Override
    protected InputStream open(Call call) throws Exception {
        Streaming consumer = new Streaming();
        Future<Void> done = client.execute(SimpleRequestProducer.create(request(call)), consumer, null);
        return new FilterInputStream(consumer.body.get()) {
            @Override
            public void close() {
                done.cancel(true);
            }
        };
    }

    private static Answer send(CloseableHttpAsyncClient client, Call call) throws Exception {
        try {
            SimpleHttpResponse response = client.execute(request(call), null).get();
            return new Answer(
                    response.getCode(), response.getBodyBytes() == null ? new byte[0] : response.getBodyBytes());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof HttpException ? new IOException(e.getCause()) : (Exception) e.getCause();
        }
    }

    private static SimpleHttpRequest request(Call call) {
        SimpleHttpRequest request = new SimpleHttpRequest(call.method(), call.uri());
        call.headers().forEach(request::addHeader);
        request.setConfig(RequestConfig.custom()
                .setResponseTimeout(Timeout.ofMilliseconds(call.timeout().toMillis()))
                .build());
        if (call.body() != null) {
            request.setBody(call.body(), ContentType.APPLICATION_JSON);
        }
        return request;
    }

    /** Takes of the body what is read of it, and some more. */
    private static final class Streaming implements AsyncResponseConsumer<Void> {
        final CompletableFuture<InputStream> body = new CompletableFuture<>();
        private final SharedInputBuffer buffer = new SharedInputBuffer(1000);
        private FutureCallback<Void> result;

        @Override
        public void consumeResponse(
                HttpResponse response, EntityDetails entity, HttpContext context, FutureCallback<Void> callback) {
            result = callback;
            body.complete(new ContentInputStream(buffer));
        }

        @Override
        public void informationResponse(HttpResponse response, HttpContext context) {}

        @Override
        public void updateCapacity(CapacityChannel capacity) throws IOException {
            buffer.updateCapacity(capacity);
        }

        @Override
        public void consume(ByteBuffer bytes) {
            buffer.fill(bytes);
        }

        @Override
        public void streamEnd(List<? extends Header> trailers) {
            buffer.markEndStream();
            result.completed(null);
        }

        @Override
        public void failed(Exception failure) {
            body.completeExceptionally(failure);
            buffer.abort();
        }

        @Override
        public void releaseResources() {}
    }

    private static final class Told implements FutureCallback<SimpleHttpResponse> {
        final CompletableFuture<String> outcome = new CompletableFuture<>();
        volatile SpanRecord current;

        private void is(String what) {
            current = SpanRecord.current();
            outcome.complete(what);
        }

        @Override
        public void completed(SimpleHttpResponse response) {
            is("completed");
        }

        @Override
        public void failed(Exception failure) {
            is("failed");
        }

        @Override
        public void cancelled() {
            is("cancelled");
        }
    }

    @Test
    void whoeverIsToldOfTheOutcomeWorksForTheCaller() throws Exception {
        for (String[] expected : new String[][] {{"/ok", "completed"}, {"/drop", "failed"}, {"/hang", "cancelled"}}) {
            Told told = new Told();
            Request request = agent.request(() -> {
                Future<SimpleHttpResponse> sent = client.execute(request(get(server.uri(expected[0]))), told);
                if (expected[0].equals("/hang")) {
                    sent.cancel(true);
                }
                assertEquals(expected[1], told.outcome.get());
            });
            assertSame(request, told.current);
            assertEquals(1, request.tally().calls());
        }
        Told told = new Told();
        client.execute(request(get(server.uri("/ok"))), told);
        told.outcome.get();
        assertNull(told.current);
    }

    @Test
    void cancellingIsAFailedCall() throws Exception {
        Request request = agent.request(() -> {
            Future<SimpleHttpResponse> hanging = client.execute(request(get(server.uri("/hang"))), null);
            assertTrue(hanging.cancel(true));
            assertThrows(CancellationException.class, hanging::get);
        });
        assertEquals(1, request.tally().calls());
        assertInstanceOf(CancellationException.class, onlyCall().failure());
    }

    @Test
    void theApplicationsOwnRequestStaysAsItIs() throws Exception {
        SimpleHttpRequest same = request(get(server.uri("/ok")));
        for (int i = 0; i < 2; i++) {
            Request request = agent.request(() -> client.execute(same, null).get());
            assertEquals(1, request.tally().calls());
            assertEquals(request.requestId(), server.received().get(i).header("x-request-id"));
        }
        assertEquals(0, same.getHeaders().length);
    }

    @Test
    void http2IsTheSame() throws Exception {
        List<HttpServerExchange> served = new CopyOnWriteArrayList<>();
        Undertow http2 = Undertow.builder()
                .addHttpsListener(0, "localhost", TestCertificates.trusting())
                .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
                .setHandler(exchange -> {
                    served.add(exchange);
                    exchange.getResponseSender().send("hello");
                })
                .build();
        http2.start();
        TlsStrategy trusting = ClientTlsStrategyBuilder.create()
                .setSslContext(TestCertificates.trusting())
                .build();
        try (CloseableHttpAsyncClient only =
                HttpAsyncClients.customHttp2().setTlsStrategy(trusting).build()) {
            only.start();
            int port = ((InetSocketAddress) http2.getListenerInfo().get(0).getAddress()).getPort();
            URI uri = URI.create("https://localhost:" + port + "/ok");
            Request request = agent.request(
                    () -> assertEquals("hello", new String(send(only, get(uri)).body(), StandardCharsets.UTF_8)));
            assertEquals(1, request.tally().calls());
            assertEquals("HTTP/2.0", served.get(0).getProtocol().toString());
            HeaderMap headers = served.get(0).getRequestHeaders();
            assertEquals(List.of(request.requestId()), headers.get("X-Request-Id"));
            assertEquals(List.of(request.trace().traceparent(onlyCall().spanId())), headers.get("traceparent"));
        } finally {
            http2.stop();
        }
    }

    @Test
    void aContextCanServeOneCallAfterTheOther() throws Exception {
        HttpClientContext context = HttpClientContext.create();
        int calls = 300;
        Request request = agent.request(() -> {
            for (int i = 0; i < calls; i++) {
                client.execute(request(get(server.uri("/ok"))), context, null).get();
            }
        });
        assertEquals(calls, request.tally().calls());
        server.received().forEach(received -> assertEquals(request.requestId(), received.header("x-request-id")));
    }
}
