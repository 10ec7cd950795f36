package dev.z0.instrumentation.http.jdk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.testing.HttpClientSuite;
import dev.z0.testing.LoopbackServer;
import dev.z0.testing.TestCertificates;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JdkHttpClientTest extends HttpClientSuite {
    protected static final HttpClient CLIENT = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .sslContext(TestCertificates.trusting())
            .build();

    @Override
    protected Instrumentation[] instrumentations() {
        return new Instrumentation[] {new JdkHttpClient()};
    }

    @Override
    protected Answer send(Call call) throws Exception {
        HttpResponse<byte[]> response = CLIENT.send(request(call), BodyHandlers.ofByteArray());
        return new Answer(response.statusCode(), response.body());
    }

    @Override
    protected InputStream open(Call call) throws Exception {
        return CLIENT.send(request(call), BodyHandlers.ofInputStream()).body();
    }

    @Override
    protected Answer sendDistrusting(Call call) throws Exception {
        HttpResponse<byte[]> response = HttpClient.newHttpClient().send(request(call), BodyHandlers.ofByteArray());
        return new Answer(response.statusCode(), response.body());
    }

    protected static HttpRequest request(Call call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(call.uri())
                .method(
                        call.method(),
                        call.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(call.body()))
                .timeout(call.timeout());
        call.headers().forEach(request::header);
        return request.build();
    }

    @Test
    void theResponseKnowsItsRequestAsItWas() throws Exception {
        HttpRequest request = request(with(get(server.uri("/ok")), "Accept", "a/b"));
        HttpResponse<Void> response = CLIENT.send(request, BodyHandlers.discarding());
        assertEquals(request.uri(), response.request().uri());
        assertEquals(request.headers(), response.request().headers());
        assertNotNull(server.received().get(0).header("traceparent"));
    }

    @Test
    void linesAndPublishersEndTheCallWithTheBody() throws Exception {
        Request request = agent.request(() -> {
            try (Stream<String> lines = CLIENT.send(request(get(server.uri("/bytes/100"))), BodyHandlers.ofLines())
                    .body()) {
                assertEquals(1, lines.count());
            }
            Flow.Publisher<List<ByteBuffer>> body = CLIENT.send(
                            request(get(server.uri("/status/500/5000"))), BodyHandlers.ofPublisher())
                    .body();
            CompletableFuture<Void> all = new CompletableFuture<>();
            body.subscribe(new Collecting(all));
            all.join();
        });
        assertEquals(2, request.tally().calls());
        assertArrayEquals(LoopbackServer.bytes(2048), calls().get(1).responseBody());
    }

    @Test
    void aFutureSeesTheCallersContext() throws Exception {
        ConcurrentLinkedQueue<SpanRecord> seen = new ConcurrentLinkedQueue<>();
        Request request = agent.request(() -> {
            CompletableFuture<Void> done = CLIENT.sendAsync(request(get(server.uri("/slow"))), BodyHandlers.ofString())
                    .thenAccept(response -> seen.add(SpanRecord.current()));
            server.release();
            done.join();
        });
        assertSame(request, seen.peek());
        assertEquals(1, request.tally().calls());
    }

    @Test
    void cancellingTheFutureIsAFailedCall() throws Exception {
        Request request = agent.request(() -> {
            CompletableFuture<HttpResponse<String>> future =
                    CLIENT.sendAsync(request(get(server.uri("/hang"))), BodyHandlers.ofString());
            assertTrue(future.cancel(true));
            assertThrows(RuntimeException.class, future::join); // which one is a race inside the client
        });
        assertEquals(1, request.tally().calls());
        assertInstanceOf(CancellationException.class, onlyCall().failure());
    }

    @Test
    void interruptingTheThreadIsAFailedCall() throws Exception {
        Request request = agent.request(() -> {
            Thread self = Thread.currentThread();
            CompletableFuture.runAsync(() -> {
                server.awaitRequest();
                self.interrupt();
            });
            HttpRequest hanging = request(get(server.uri("/hang")));
            assertThrows(InterruptedException.class, () -> CLIENT.send(hanging, BodyHandlers.discarding()));
        });
        assertEquals(1, request.tally().calls());
        assertTrue(onlyCall().failed());
    }

    @Test
    void theSameRequestObjectSentTwiceIsTwoCalls() throws Exception {
        HttpRequest same = request(get(server.uri("/ok")));
        Request request = agent.request(() -> {
            List<CompletableFuture<HttpResponse<Void>>> both = new ArrayList<>();
            both.add(CLIENT.sendAsync(same, BodyHandlers.discarding()));
            both.add(CLIENT.sendAsync(same, BodyHandlers.discarding()));
            both.forEach(CompletableFuture::join);
        });
        assertEquals(2, request.tally().calls());
    }

    @Test
    void aFailureInTheHandlerIsAFailedCall() throws Exception {
        Request request = agent.request(() -> assertThrows(
                Exception.class,
                () -> CLIENT.send(request(get(server.uri("/ok"))), info -> {
                    throw new IllegalStateException("not today");
                })));
        assertEquals(1, request.tally().calls());
        ExternalCall call = onlyCall();
        assertEquals(200, call.status());
        assertEquals("not today", call.failure().getMessage());
    }

    private record Collecting(CompletableFuture<Void> all) implements Flow.Subscriber<List<ByteBuffer>> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            buffers.forEach(buffer -> buffer.position(buffer.limit()));
        }

        @Override
        public void onError(Throwable failure) {
            all.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            all.complete(null);
        }
    }
}
