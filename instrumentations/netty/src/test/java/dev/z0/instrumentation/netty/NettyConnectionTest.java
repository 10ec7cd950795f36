package dev.z0.instrumentation.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.Summary;
import dev.z0.agent.core.support.Failures;
import dev.z0.testing.TestAgent;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What connections do that the suite of all servers doesn't. */
@Timeout(300)
class NettyConnectionTest {
    private final TestAgent agent = TestAgent.start(new NettyServer(), new NettyTasks());
    private final BlockingQueue<ChannelHandlerContext> unanswered = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    @BeforeEach
    void forget() {
        agent.clear();
    }

    @AfterEach
    void nothingFailed() {
        assertNull(Failures.counts().get("netty"));
    }

    private LoopServer server() throws Exception {
        return new LoopServer(() -> new ChannelHandler[] {
            new HttpRequestDecoder(), new HttpResponseEncoder(), new HttpObjectAggregator(1_000_000), new Pages()
        });
    }

    /** Keeps what it is asked, for the test to answer, unless the path says otherwise. */
    private final class Pages extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            seen.add(request.uri() + " for " + currentPath());
            if (!request.decoderResult().isSuccess()) {
                context.writeAndFlush(full(HttpResponseStatus.BAD_REQUEST, "")).addListener(done -> context.close());
                return;
            }
            switch (request.uri()) {
                case "/now" -> context.writeAndFlush(full(HttpResponseStatus.OK, "now"));
                case "/tasks" -> {
                    context.executor().execute(() -> seen.add("task for " + currentPath()));
                    context.executor()
                            .schedule(
                                    () -> {
                                        seen.add("later for " + currentPath());
                                        context.writeAndFlush(full(HttpResponseStatus.OK, "tasks"));
                                    },
                                    1,
                                    TimeUnit.MILLISECONDS);
                }
                case "/broken" -> throw new IllegalStateException("on purpose");
                default -> unanswered.add(context);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    private static String currentPath() {
        Request request = Request.currentRequest();
        return request == null ? "nobody" : request.path();
    }

    private static DefaultFullHttpResponse full(HttpResponseStatus status, String text) {
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, status, Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
        response.headers().set("Content-Length", Integer.toString(text.length()));
        return response;
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    private Request only() {
        List<Summary> units = agent.awaitUnits(1);
        assertEquals(1, agent.units().size());
        return (Request) units.get(0);
    }

    @Test
    void pipelinedRequestsAreAnsweredInTheirOrder() throws Exception {
        try (LoopServer server = server();
                RawConnection client = new RawConnection(server.port())) {
            client.send(get("/one") + get("/two") + get("/three"));
            for (String path : List.of("/one", "/two", "/three")) {
                assertEquals(path + " for " + path, seen.take());
            }
            for (int i = 0; i < 3; i++) {
                unanswered.take().writeAndFlush(full(HttpResponseStatus.valueOf(200 + i), "no. " + i));
            }
            for (int i = 0; i < 3; i++) {
                String answer = client.readTo("no. " + i);
                Request request = (Request) agent.awaitUnits(3).get(i);
                assertEquals(List.of("/one", "/two", "/three").get(i), request.path());
                assertEquals(RawConnection.id(answer), request.requestId());
                assertEquals(200 + i, request.status());
                assertTrue(request.isAsync());
            }
        }
    }

    @Test
    void anEventLoopKeepsNoRequest() throws Exception {
        try (LoopServer server = server();
                RawConnection one = new RawConnection(server.port());
                RawConnection other = new RawConnection(server.port())) {
            one.send(get("/waits"));
            ChannelHandlerContext waiting = unanswered.take();
            assertEquals("/waits for /waits", seen.take());
            other.send(get("/now"));
            assertEquals(RawConnection.id(other.readTo("now")), only().requestId());
            assertEquals("/now for /now", seen.take());
            assertEquals(
                    "nobody",
                    server.loops().submit(NettyConnectionTest::currentPath).get());
            waiting.writeAndFlush(full(HttpResponseStatus.OK, "waited"));
            String head = one.readTo("waited");
            assertEquals(RawConnection.id(head), ((Request) agent.awaitUnits(2).get(1)).requestId());
        }
    }

    @Test
    void tasksOfAnEventLoopWorkForWhoeverGaveThem() throws Exception {
        try (LoopServer server = server();
                RawConnection client = new RawConnection(server.port())) {
            client.send(get("/tasks")).readTo("tasks");
            assertEquals("/tasks for /tasks", seen.take());
            assertEquals("task for /tasks", seen.take());
            assertEquals("later for /tasks", seen.take());
        }
    }

    @Test
    void aClientThatGoesAway() throws Exception {
        try (LoopServer server = server()) {
            ChannelHandlerContext left;
            try (RawConnection client = new RawConnection(server.port())) {
                client.send(get("/waits"));
                left = unanswered.take();
            }
            Request request = only();
            assertEquals(0, request.status());
            assertFalse(request.failed());
            left.writeAndFlush(full(HttpResponseStatus.OK, "too late")).await();
            assertEquals(1, agent.units().size());
        }
    }

    @Test
    void whatIsBrokenOffInItsHeadIsNoRequest() throws Exception {
        try (LoopServer server = server()) {
            try (RawConnection client = new RawConnection(server.port())) {
                client.send("GET /half HTTP/1.1\r\nHost: local");
            }
            try (RawConnection client = new RawConnection(server.port())) {
                client.send(get("/now")).readTo("now");
            }
            assertEquals("/now", only().path());
        }
    }

    @Test
    void anExceptionThatNobodyAnswers() throws Exception {
        try (LoopServer server = server();
                RawConnection client = new RawConnection(server.port())) {
            assertEquals("", client.send(get("/broken")).readAll());
            Request request = only();
            assertEquals(0, request.status());
            assertTrue(request.failed());
            assertEquals(IllegalStateException.class, request.failure().getClass());
        }
    }

    @Test
    void requestsThatCannotBeRead() throws Exception {
        for (String text : List.of("GET /page HTTP/1.1\r\nHost: localhost\r\n: value\r\n\r\n", "nonsense\r\n\r\n")) {
            agent.clear();
            try (LoopServer server = server();
                    RawConnection client = new RawConnection(server.port())) {
                String answer = client.send(text).readAll();
                assertTrue(answer.startsWith("HTTP/1.1 400 "), () -> text + answer);
                Request request = only();
                assertEquals(400, request.status());
                assertEquals(RawConnection.id(answer), request.requestId());
                assertEquals(text.startsWith("nonsense") ? "/" : "/page", request.path());
            }
        }
    }

    @Test
    void anAnswerInPieces() throws Exception {
        try (LoopServer server = server();
                RawConnection client = new RawConnection(server.port())) {
            client.send("POST /big HTTP/1.1\r\nHost: localhost\r\nContent-Length: 7\r\n\r\n1234")
                    .send("567");
            ChannelHandlerContext context = unanswered.take();
            HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
            head.headers().set("Transfer-Encoding", "chunked");
            context.write(head);
            for (int i = 0; i < 1_000; i++) {
                context.write(new DefaultHttpContent(Unpooled.wrappedBuffer(new byte[1_000])));
            }
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).sync();
            assertEquals(List.of(), agent.units());
            context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
            String answer = client.readTo("0\r\n\r\n");
            Request request = only();
            assertEquals(RawConnection.id(answer), request.requestId());
            assertEquals(1_000_000, request.bytesOut());
            assertEquals(7, request.bytesIn());
        }
    }

    @Test
    void wordThatAnAnswerWillCome() throws Exception {
        try (LoopServer server = server();
                RawConnection client = new RawConnection(server.port())) {
            client.send("POST /now HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
            assertNull(RawConnection.id(client.readTo("100 Continue\r\n\r\n")));
            assertEquals(List.of(), agent.units());
            String answer = client.send("abc").readTo("now");
            Request request = only();
            assertEquals(200, request.status());
            assertEquals(RawConnection.id(answer), request.requestId());
        }
    }

    @Test
    void theApplicationsHeadersStayAsTheyAre() throws Exception {
        try (LoopServer server = server();
                RawConnection client = new RawConnection(server.port())) {
            DefaultFullHttpResponse shared = full(HttpResponseStatus.OK, "shared");
            client.send(get("/one"));
            unanswered.take().writeAndFlush(shared.copy().retain());
            String id = RawConnection.id(client.readTo("shared"));
            assertEquals(id, only().requestId());
            DefaultFullHttpResponse own = full(HttpResponseStatus.OK, "own");
            own.headers().set("X-Request-Id", "mine");
            client.send(get("/two"));
            unanswered.take().writeAndFlush(own);
            assertEquals("mine", RawConnection.id(client.readTo("own")));
            assertEquals("mine", own.headers().get("X-Request-Id"));
            assertNull(shared.headers().get("X-Request-Id"));
        }
    }

    @Test
    void anUpgradeToWebSocketsEndsTheRequest() throws Exception {
        try (LoopServer server = new LoopServer(() -> new ChannelHandler[] {
                    new HttpServerCodec(),
                    new HttpObjectAggregator(1_000_000),
                    new WebSocketServerProtocolHandler("/talk"),
                    new Echo()
                });
                RawConnection client = new RawConnection(server.port())) {
            client.send("GET /talk HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
            String head = client.readTo("\r\n\r\n");
            Request request = only();
            assertEquals(101, request.status());
            assertEquals(RawConnection.id(head), request.requestId());
            client.send("\u0081\u0082\0\0\0\0hi").readTo("hi");
            assertEquals(1, agent.units().size());
        }
    }

    private static final class Echo extends SimpleChannelInboundHandler<WebSocketFrame> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            context.writeAndFlush(new TextWebSocketFrame(((TextWebSocketFrame) frame).text()));
        }
    }

    @Test
    void aClientIsNoServer() throws Exception {
        EmbeddedChannel client = new EmbeddedChannel(new HttpClientCodec());
        DefaultFullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
        Request around = agent.request(() -> {
            client.writeOutbound(request);
            client.writeInbound(
                    Unpooled.copiedBuffer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", StandardCharsets.US_ASCII));
            client.finish();
        });
        assertSame(around, only());
    }
}
