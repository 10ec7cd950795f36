package dev.z0.instrumentation.http.apache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.testing.HttpClientSuite;
import dev.z0.testing.LoopbackServer;
import dev.z0.testing.TestCertificates;
import java.io.File;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import org.apache.http.HttpEntity;
import org.apache.http.HttpException;
import org.apache.http.HttpHost;
import org.apache.http.HttpResponse;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.concurrent.FutureCallback;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.ContentType;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.impl.nio.client.HttpAsyncClients;
import org.apache.http.message.BasicHttpRequest;
import org.apache.http.nio.ContentDecoder;
import org.apache.http.nio.IOControl;
import org.apache.http.nio.client.methods.HttpAsyncMethods;
import org.apache.http.nio.client.methods.ZeroCopyConsumer;
import org.apache.http.nio.entity.ContentInputStream;
import org.apache.http.nio.protocol.AbstractAsyncResponseConsumer;
import org.apache.http.nio.util.HeapByteBufferAllocator;
import org.apache.http.nio.util.SharedInputBuffer;
import org.apache.http.protocol.HttpContext;
import org.apache.http.util.EntityUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApacheAsyncClient4Test extends HttpClientSuite {
    private final CloseableHttpAsyncClient client = client(TestCertificates.trusting());

    private static CloseableHttpAsyncClient client(SSLContext tls) {
        CloseableHttpAsyncClient client = HttpAsyncClients.custom()
                .setSSLContext(tls)
                .setMaxConnPerRoute(100)
                .setMaxConnTotal(100)
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
        return new Instrumentation[] {new ApacheAsyncClient4()};
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
        Future<Void> done = client.execute(HttpAsyncMethods.create(request(call)), consumer, null);
        return new FilterInputStream(consumer.body.get()) {
            @Override
            public void close() {
                done.cancel(true);
            }
        };
    }

    private static Answer send(CloseableHttpAsyncClient client, Call call) throws Exception {
        HttpResponse response = await(client.execute(request(call), null));
        HttpEntity body = response.getEntity();
        return new Answer(
                response.getStatusLine().getStatusCode(), body == null ? new byte[0] : EntityUtils.toByteArray(body));
    }

    private static <T> T await(Future<T> future) throws Exception {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof HttpException ? new IOException(e.getCause()) : (Exception) e.getCause();
        }
    }

    private static HttpUriRequest request(Call call) {
        RequestBuilder request = RequestBuilder.create(call.method())
                .setUri(call.uri())
                .setConfig(RequestConfig.custom()
                        .setSocketTimeout((int) call.timeout().toMillis())
                        .build());
        call.headers().forEach(request::addHeader);
        if (call.body() != null) {
            request.setEntity(new ByteArrayEntity(call.body(), ContentType.APPLICATION_JSON));
        }
        return request.build();
    }

    /** Takes of the body what is read of it, and a little more. */
    private static final class Streaming extends AbstractAsyncResponseConsumer<Void> {
        final CompletableFuture<InputStream> body = new CompletableFuture<>();
        private final SharedInputBuffer buffer = new SharedInputBuffer(1000, new HeapByteBufferAllocator());

        @Override
        protected void onResponseReceived(HttpResponse response) {
            body.complete(new ContentInputStream(buffer));
        }

        @Override
        protected void onEntityEnclosed(HttpEntity entity, ContentType type) {}

        @Override
        protected void onContentReceived(ContentDecoder decoder, IOControl control) throws IOException {
            buffer.consumeContent(decoder, control);
        }

        @Override
        protected Void buildResult(HttpContext context) {
            return null;
        }

        @Override
        protected void releaseResources() {
            buffer.close();
        }
    }

    private static final class Told implements FutureCallback<HttpResponse> {
        final CompletableFuture<String> outcome = new CompletableFuture<>();
        volatile SpanRecord current;

        private void is(String what) {
            current = SpanRecord.current();
            outcome.complete(what);
        }

        @Override
        public void completed(HttpResponse response) {
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
                Future<HttpResponse> sent = client.execute(request(get(server.uri(expected[0]))), told);
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
            Future<HttpResponse> hanging = client.execute(request(get(server.uri("/hang"))), null);
            hanging.cancel(true);
            assertThrows(CancellationException.class, hanging::get);
        });
        assertEquals(1, request.tally().calls());
        assertInstanceOf(CancellationException.class, onlyCall().failure());
    }

    @Test
    void theApplicationsOwnRequestStaysAsItIs() throws Exception {
        HttpUriRequest same = request(get(server.uri("/ok")));
        for (int i = 0; i < 2; i++) {
            Request request = agent.request(() -> client.execute(same, null).get());
            assertEquals(1, request.tally().calls());
            assertEquals(request.requestId(), server.received().get(i).header("x-request-id"));
        }
        assertEquals(0, same.getAllHeaders().length);
    }

    @Test
    void aBodyCanGoIntoAFileAsItIs(@TempDir Path folder) throws Exception {
        File file = folder.resolve("body").toFile();
        Request request = agent.request(() -> await(client.execute(
                HttpAsyncMethods.create(request(get(server.uri("/bytes/100000")))),
                new ZeroCopyConsumer<Void>(file) {
                    @Override
                    protected Void process(HttpResponse response, File body, ContentType type) {
                        return null;
                    }
                },
                null)));
        assertArrayEquals(LoopbackServer.bytes(100000), Files.readAllBytes(file.toPath()));
        assertEquals(1, request.tally().calls());
        assertEquals(200, onlyCall().status());
    }

    @Test
    void theSmallestClientIsTheSame() throws Exception {
        try (CloseableHttpAsyncClient minimal = HttpAsyncClients.createMinimal()) {
            minimal.start();
            HttpHost target = new HttpHost("localhost", server.uri("/").getPort());
            Request request = agent.request(() -> {
                HttpResponse response = await(minimal.execute(target, new BasicHttpRequest("GET", "/ok"), null));
                assertEquals(200, response.getStatusLine().getStatusCode());
            });
            assertEquals(1, request.tally().calls());
            assertEquals(request.requestId(), server.received().get(0).header("x-request-id"));
        }
    }
}
