package dev.z0.instrumentation.http.reactor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
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
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.JdkSslContext;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClient.ResponseReceiver;
import reactor.netty.http.client.PrematureCloseException;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.ConnectionProvider;

class ReactorNettyTest extends HttpClientSuite {
    private static final HttpClient PLAIN = HttpClient.create(ConnectionProvider.create("test", 100))
            .followRedirect((request, response) -> {
                int status = response.status().code();
                return status > 300 && status < 400 && response.redirectedFrom().length < 10;
            });

    @SuppressWarnings("deprecation") // what takes the JDK's own kind of context
    private static final HttpClient CLIENT =
            PLAIN.secure(tls -> tls.sslContext(new JdkSslContext(TestCertificates.trusting(), true, ClientAuth.NONE)));

    @Override
    protected Instrumentation[] instrumentations() {
        return new Instrumentation[] {new ReactorNetty()};
    }

    @Override
    protected Answer send(Call call) {
        return read(request(CLIENT, call)).block();
    }

    @Override
    protected Answer sendDistrusting(Call call) {
        return read(request(PLAIN, call)).block();
    }

    @Override
    protected InputStream open(Call call) {
        return new Body(request(CLIENT, call)
                .responseConnection((response, connection) -> Mono.just(connection))
                .single()
                .block());
    }

    @Override
    protected boolean resends() {
        return false;
    }

    private static ResponseReceiver<?> request(HttpClient client, Call call) {
        HttpClient.RequestSender request = client.responseTimeout(call.timeout())
                .headers(headers -> call.headers().forEach(headers::add))
                .request(HttpMethod.valueOf(call.method()))
                .uri(call.uri());
        return call.body() == null
                ? request
                : request.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(call.body())));
    }

    private static Mono<Answer> read(ResponseReceiver<?> request) {
        return request.responseSingle((response, body) -> body.asByteArray()
                .defaultIfEmpty(new byte[0])
                .map(bytes -> new Answer(response.status().code(), bytes)));
    }

    /** A response's body, asked for when it is first read. */
    private static final class Body extends InputStream {
        private final Connection connection;
        private Stream<byte[]> pieces;
        private Iterator<byte[]> rest;
        private InputStream piece = new ByteArrayInputStream(new byte[0]);

        Body(Connection connection) {
            this.connection = connection;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (pieces == null) {
                pieces = connection.inbound().receive().asByteArray().toStream(1);
                rest = pieces.iterator();
            }
            try {
                int count = piece.read(bytes, offset, length);
                while (count < 0 && rest.hasNext()) {
                    piece = new ByteArrayInputStream(rest.next());
                    count = piece.read(bytes, offset, length);
                }
                return count;
            } catch (java.io.IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            if (pieces == null) {
                connection.dispose();
            } else {
                pieces.close();
            }
        }
    }

    @Test
    void whatHasGoneOutOnceIsNotSentAgain() throws Exception {
        Request request = agent.request(() -> {
            send(get(server.uri("/ok"))); // a connection to keep
            assertThrows(Exception.class, () -> send(get(server.uri("/drop-once/1"))));
        });
        assertEquals(2, request.tally().calls());
        assertInstanceOf(PrematureCloseException.class, calls().get(1).failure());
    }

    @Test
    void aCallBelongsToWhoeverSubscribesAndStartsThen() throws Exception {
        Mono<Answer> assembled = read(request(CLIENT, get(server.uri("/ok"))));
        for (int i = 0; i < 2; i++) {
            agent.clear();
            Request request = agent.request(assembled::block);
            assertEquals(request.spanId(), onlyCall().parentSpanId());
            assertTrue(request.startNanos() < onlyCall().startNanos());
        }
    }

    @Test
    void whatFollowsOnTheEventLoopBelongsToTheCaller() throws Exception {
        CompletableFuture<SpanRecord> seen = new CompletableFuture<>();
        CompletableFuture<SpanRecord> failed = new CompletableFuture<>();
        Request request = agent.request(() -> {
            read(request(CLIENT, get(server.uri("/ok"))))
                    .flatMap(first -> read(request(CLIENT, get(server.uri("/bytes/100000")))))
                    .doOnNext(second -> seen.complete(SpanRecord.current()))
                    .flatMap(second -> read(request(CLIENT, post(server.uri("/drop"), bytes("{}")))))
                    .doOnError(e -> failed.complete(SpanRecord.current()))
                    .onErrorResume(e -> read(request(CLIENT, get(server.uri("/ok")))))
                    .block();
        });
        assertEquals(4, request.tally().calls());
        calls().forEach(call -> assertEquals(request.spanId(), call.parentSpanId()));
        assertSame(request, seen.get());
        assertSame(request, failed.get());
    }

    @Test
    void cancellingIsAFailedCallUntilTheResponseIsThere() throws Exception {
        Request request = agent.request(() -> {
            Disposable hanging = read(request(CLIENT, get(server.uri("/hang")))).subscribe();
            server.awaitRequest();
            hanging.dispose();
        });
        assertEquals(1, request.tally().calls());
        assertInstanceOf(CancellationException.class, onlyCall().failure());
    }

    @Test
    void aResponseThatIsOnlyLookedAtIsACall() throws Exception {
        Request request = agent.request(() -> assertEquals(
                200,
                request(CLIENT, get(server.uri("/bytes/10")))
                        .response()
                        .block()
                        .status()
                        .code()));
        assertEquals(1, request.tally().calls());
        agent.clear();
        request(CLIENT, get(server.uri("/bytes/10"))).response().block();
        agent.awaitSpans(1);
        assertEquals(200, onlyCall().status());
    }

    @Test
    void outsideAnyUnitAFailedCallsResponseIsReadToo() {
        send(get(server.uri("/status/500/100")));
        assertArrayEquals(LoopbackServer.bytes(100), onlyCall().responseBody());
    }

    @Test
    void aBodyMayBeAskedForWhenAllOfItIsThere() throws Exception {
        for (int i = 0; i < 20; i++) {
            agent.clear();
            agent.request(() -> {
                CompletableFuture<Void> received = new CompletableFuture<>();
                Connection connection = request(
                                CLIENT.doAfterResponseSuccess((response, end) -> received.complete(null)),
                                post(server.uri("/v1/chat/completions"), bytes("{}")))
                        .responseConnection((response, ready) -> Mono.just(ready))
                        .single()
                        .block();
                received.get();
                connection.inbound().receive().blockLast();
            });
            assertEquals("small-1", onlyCall().llm().model());
        }
    }

    @Test
    void addressesComeInManyForms() throws Exception {
        HttpClient client = HttpClient.create();
        String authority = server.uri("/").getAuthority();
        agent.request(() -> {
            client.baseUrl("http://" + authority + "/base/")
                    .get()
                    .uri("/ok")
                    .response()
                    .block();
            client.get()
                    .uri(Mono.just("http://" + authority + "/ok?x#y"))
                    .response()
                    .block();
            client.get().uri(authority + "/ok").response().block();
            client.get().uri("http://" + authority + "/empty?a=/b").response().block();
        });
        assertCalled("/base/ok", "/ok", "/ok", "/empty");
    }

    @Test
    @Tag("reactor-netty-1")
    void anAddressCanBeAHostAndAPort() throws Exception {
        HttpClient client =
                HttpClient.create().host("localhost").port(server.uri("/").getPort());
        agent.request(() -> client.get().uri("/ok?a=b").response().block());
        assertCalled("/ok");
    }

    private void assertCalled(String... paths) {
        List<ExternalCall> calls = calls();
        assertEquals(List.of(paths), calls.stream().map(ExternalCall::path).toList());
        for (ExternalCall call : calls) {
            assertEquals("localhost", call.host());
            assertEquals(server.uri("/").getPort(), call.port());
        }
    }

    @Test
    @Tag("reactor-netty-1")
    void buffersAreLeftToTheirOwner() throws Exception {
        UnpooledByteBufAllocator buffers = new UnpooledByteBufAllocator(false);
        byte[] asked = bytes("{\"model\":\"small\"}");
        ByteBuf body = buffers.buffer().writeBytes(asked);
        CompletableFuture<Void> closed = new CompletableFuture<>();
        agent.request(() -> HttpClient.newConnection()
                .option(ChannelOption.ALLOCATOR, buffers)
                .doOnDisconnected(
                        connection -> connection.channel().closeFuture().addListener(end -> closed.complete(null)))
                .post()
                .uri(server.uri("/v1/chat/completions"))
                .send(Flux.just(body))
                .responseContent()
                .aggregate()
                .asString()
                .block());
        assertEquals("small-1", onlyCall().llm().model());
        assertEquals("small", onlyCall().llm().modelAsked());
        assertArrayEquals(asked, server.received().get(0).body());
        closed.get();
        assertEquals(0, body.refCnt());
        assertEquals(0, buffers.metric().usedHeapMemory() + buffers.metric().usedDirectMemory());
    }

    @Test
    @Tag("reactor-netty-1")
    void http2AndWebSockets() throws Exception {
        DisposableServer served = HttpServer.create()
                .port(0)
                .protocol(HttpProtocol.H2C, HttpProtocol.HTTP11)
                .route(routes -> routes.post(
                                "/echo",
                                (request, response) ->
                                        response.send(request.receive().retain()))
                        .ws("/ws", (in, out) -> out.sendString(Mono.just("hello"))))
                .bindNow();
        try {
            HttpClient http2 = HttpClient.create().protocol(HttpProtocol.H2C).port(served.port());
            Request request = agent.request(() -> {
                for (int i = 0; i < 2; i++) {
                    assertEquals(
                            "hello",
                            http2.post()
                                    .uri("/echo")
                                    .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(bytes("hello"))))
                                    .responseContent()
                                    .aggregate()
                                    .asString()
                                    .block());
                }
            });
            assertEquals(2, request.tally().calls());
            assertNotEquals(calls().get(0).spanId(), calls().get(1).spanId());
            calls().forEach(call -> assertEquals(0, call.retries()));

            agent.clear();
            Request idle = agent.request(() -> assertEquals(
                    "hello",
                    HttpClient.create()
                            .port(served.port())
                            .websocket()
                            .uri("/ws")
                            .handle((in, out) -> in.receive().asString())
                            .blockFirst()));
            assertEquals(0, idle.tally().calls());
            assertNull(idle.failure());
        } finally {
            served.disposeNow();
        }
    }
}
