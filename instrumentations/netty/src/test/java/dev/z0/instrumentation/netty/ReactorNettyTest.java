package dev.z0.instrumentation.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.Summary;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.testing.HttpServerSuite;
import dev.z0.testing.TestAgent;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;

/** Reactor Netty's own server, without a framework on it. */
class ReactorNettyTest extends HttpServerSuite {
    private final BlockingQueue<Request> handled = new LinkedBlockingQueue<>();
    private DisposableServer server;

    @Override
    protected Instrumentation[] instrumentations() {
        return new Instrumentation[] {new NettyServer(), new NettyHttp2(), new NettyTasks(), new ReactorNettyServer()};
    }

    @Override
    protected int startServer() {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .protocol(HttpProtocol.HTTP11, HttpProtocol.H2C)
                .route(routes -> routes.get(
                                "/pages/hello", (request, response) -> response.header("Content-Length", "5")
                                        .sendString(Mono.just("hello")))
                        .get("/pages/gone", (request, response) -> response.status(410)
                                .send())
                        .post("/pages/later", (request, response) -> response.header("Content-Length", "5")
                                .sendString(Mono.delay(Duration.ofMillis(1)).thenReturn("hello")))
                        .get("/pages/later", (request, response) -> response.header("Content-Length", "5")
                                .sendString(Mono.delay(Duration.ofMillis(1)).thenReturn("hello")))
                        .get(
                                "/pages/broken",
                                (request, response) -> Mono.error(new IllegalStateException("on purpose")))
                        .get("/pages/number", (request, response) -> {
                            throw new NumberFormatException("on purpose");
                        })
                        .get("/pages/queued", (request, response) -> {
                            handled.add(Request.currentRequest());
                            return response.header("Content-Length", "6").sendString(Mono.just("queued"));
                        }))
                .bindNow();
        return server.port();
    }

    @Override
    protected void stopServer() {
        server.disposeNow();
    }

    @Test
    void aRequestThatWaitsForTheOneBefore() throws Exception {
        TestAgent agent = TestAgent.start();
        try (RawConnection client = new RawConnection(server.port())) {
            String request = "GET /pages/queued HTTP/1.1\r\nHost: localhost\r\n\r\n";
            client.send(request + request + request);
            Set<Summary> seen = Collections.newSetFromMap(new IdentityHashMap<>());
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        RawConnection.id(client.readTo("queued")),
                        handled.take().requestId());
            }
            seen.addAll(agent.awaitUnits(3));
            assertEquals(3, seen.size());
        }
    }

    @Test
    void http2() throws Exception {
        Http2Requests.check(server.port(), TestAgent.start());
    }
}
