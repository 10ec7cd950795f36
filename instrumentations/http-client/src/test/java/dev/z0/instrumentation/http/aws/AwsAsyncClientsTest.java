package dev.z0.instrumentation.http.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.testing.HttpClientSuite;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.Slf4JLoggerFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.utils.AttributeMap;
import software.amazon.awssdk.utils.async.InputStreamSubscriber;

class AwsAsyncClientsTest extends HttpClientSuite {
    private final Map<Duration, SdkAsyncHttpClient> clients = new ConcurrentHashMap<>();
    private final SdkAsyncHttpClient distrusting = patient().build();

    @Override
    protected Instrumentation[] instrumentations() {
        return new Instrumentation[] {new AwsAsyncClients()};
    }

    @BeforeAll
    void quiet() {
        // To nowhere: it tells of every connection that is given up.
        InternalLoggerFactory.setDefaultFactory(Slf4JLoggerFactory.INSTANCE);
    }

    @AfterAll
    void close() {
        clients.values().forEach(SdkAsyncHttpClient::close);
        distrusting.close();
    }

    /** By itself it gives a connection two seconds, and its handshake five: a busy machine may need more. */
    private static NettyNioAsyncHttpClient.Builder patient() {
        return NettyNioAsyncHttpClient.builder()
                .connectionTimeout(PATIENCE)
                .connectionAcquisitionTimeout(PATIENCE)
                .tlsNegotiationTimeout(PATIENCE);
    }

    private SdkAsyncHttpClient client(Duration timeout) {
        return clients.computeIfAbsent(timeout, patience -> patient()
                .maxConcurrency(100)
                .readTimeout(patience)
                .buildWithDefaults(AttributeMap.builder()
                        .put(SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES, true)
                        .build()));
    }

    @Override
    protected Answer send(Call call) throws Exception {
        return send(client(call.timeout()), call);
    }

    @Override
    protected Answer sendDistrusting(Call call) throws Exception {
        return send(distrusting, call);
    }

    @Override
    protected InputStream open(Call call) throws Exception {
        Response response = new Response();
        execute(client(call.timeout()), call, response);
        Publisher<ByteBuffer> body = response.body.get();
        InputStreamSubscriber in = new InputStreamSubscriber();
        return new InputStream() {
            private boolean subscribed;

            private void subscribe() {
                if (!subscribed) {
                    subscribed = true;
                    body.subscribe(in);
                }
            }

            @Override
            public int read() {
                subscribe();
                return in.read();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                subscribe();
                return in.read(bytes, offset, length);
            }

            @Override
            public void close() {
                subscribe();
                in.close();
            }
        };
    }

    @Override
    protected boolean redirects() {
        return false;
    }

    @Override
    protected boolean resends() {
        return false;
    }

    /** A connection that is closed before its request is written fails as one: which comes first is a race inside the client. */
    @Override
    protected Class<? extends IOException> distrust() {
        return IOException.class;
    }

    /** This client takes for whole what ends before its last chunk. */
    @Test
    @Override
    protected void aBodyThatBreaksIsAFailedCall() throws Exception {
        Request request = agent.request(
                () -> assertEquals(200, send(get(server.uri("/truncated"))).status()));
        assertEquals(1, request.tally().calls());
    }

    private static Answer send(SdkAsyncHttpClient client, Call call) throws Exception {
        Collecting response = new Collecting();
        CompletableFuture<Void> sent = execute(client, call, response);
        try {
            sent.get();
            return new Answer(response.status, response.all.get());
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }

    private static CompletableFuture<Void> execute(
            SdkAsyncHttpClient client, Call call, SdkAsyncHttpResponseHandler handler) {
        byte[] body = call.body() == null ? new byte[0] : call.body();
        SdkHttpRequest.Builder request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(call.method()))
                .uri(call.uri())
                .putHeader("Host", call.uri().getAuthority())
                .putHeader("Content-Length", Integer.toString(body.length));
        call.headers().forEach(request::appendHeader);
        return client.execute(AsyncExecuteRequest.builder()
                .request(request.build())
                .requestContentPublisher(new Content(body))
                .responseHandler(handler)
                .build());
    }

    @Test
    void whatHandlesAResponseBelongsToTheCaller() throws Exception {
        Collecting response = new Collecting();
        Request request = agent.request(() -> {
            execute(client(PATIENCE), get(server.uri("/ok")), response).get();
        });
        assertSame(request, response.seen);
        assertEquals(1, request.tally().calls());
    }

    @Test
    void cancellingIsAFailedCall() throws Exception {
        Request request =
                agent.request(() -> assertTrue(execute(client(PATIENCE), get(server.uri("/hang")), new Collecting())
                        .cancel(true)));
        assertEquals(1, request.tally().calls());
        assertInstanceOf(Exception.class, onlyCall().failure());
    }

    @Test
    void aClientThatPassesOnToAnotherIsOneCall() throws Exception {
        SdkAsyncHttpClient inner = client(PATIENCE);
        SdkAsyncHttpClient outer = new SdkAsyncHttpClient() {
            @Override
            public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
                return inner.execute(request);
            }

            @Override
            public void close() {}
        };
        Request request = agent.request(
                () -> assertEquals(200, send(outer, get(server.uri("/ok"))).status()));
        assertEquals(1, request.tally().calls());
    }

    @Test
    void theUsualPortIsNoPart() throws Exception {
        agent.request(() -> {
            SdkHttpRequest request = SdkHttpRequest.builder()
                    .method(SdkHttpMethod.GET)
                    .uri(URI.create("https://localhost/bucket"))
                    .build();
            client(PATIENCE)
                    .execute(AsyncExecuteRequest.builder()
                            .request(request)
                            .requestContentPublisher(new Content(new byte[0]))
                            .responseHandler(new Collecting())
                            .build());
        });
        agent.awaitSpans(1);
        assertEquals(443, onlyCall().port());
        assertEquals("/bucket", onlyCall().path());
    }

    private static class Response implements SdkAsyncHttpResponseHandler {
        final CompletableFuture<Publisher<ByteBuffer>> body = new CompletableFuture<>();
        volatile int status;

        @Override
        public void onHeaders(SdkHttpResponse head) {
            status = head.statusCode();
        }

        @Override
        public void onStream(Publisher<ByteBuffer> stream) {
            body.complete(stream);
        }

        @Override
        public void onError(Throwable error) {
            body.completeExceptionally(error);
        }
    }

    private static final class Collecting extends Response implements Subscriber<ByteBuffer> {
        final CompletableFuture<byte[]> all = new CompletableFuture<>();
        volatile SpanRecord seen;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void onStream(Publisher<ByteBuffer> stream) {
            stream.subscribe(this);
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(ByteBuffer piece) {
            seen = SpanRecord.current();
            while (piece.hasRemaining()) {
                bytes.write(piece.get());
            }
        }

        @Override
        public void onComplete() {
            all.complete(bytes.toByteArray());
        }
    }

    private record Content(byte[] body) implements SdkHttpContentPublisher {
        @Override
        public Optional<Long> contentLength() {
            return Optional.of((long) body.length);
        }

        @Override
        public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
            subscriber.onSubscribe(new Subscription() {
                private boolean done;

                @Override
                public void request(long count) {
                    if (!done) {
                        done = true;
                        subscriber.onNext(ByteBuffer.wrap(body));
                        subscriber.onComplete();
                    }
                }

                @Override
                public void cancel() {
                    done = true;
                }
            });
        }
    }
}
