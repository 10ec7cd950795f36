package dev.z0.instrumentation.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.testing.HttpServerSuite;
import dev.z0.testing.TestAgent;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Vert.x Web, by what is the same in all versions. */
class VertxTest extends HttpServerSuite {
    private final BlockingQueue<String> blocking = new LinkedBlockingQueue<>();
    private final Vertx vertx = Vertx.vertx();
    private HttpClient client;
    private int port;

    @Override
    protected Instrumentation[] instrumentations() {
        return new Instrumentation[] {
            new NettyServer(),
            new NettyHttp2(),
            new NettyTasks(),
            new VertxContexts(),
            new VertxWeb(),
            new VertxClient()
        };
    }

    @Override
    protected int startServer() throws Exception {
        Router router = Router.router(vertx);
        router.route("/pages/*").handler(RoutingContext::next);
        router.route("/pages/hello").handler(context -> context.response().end("hello"));
        router.route("/pages/gone")
                .handler(context -> context.response().setStatusCode(410).end());
        router.route("/pages/later")
                .handler(
                        context -> vertx.setTimer(1, timer -> context.response().end("hello")));
        router.route("/pages/broken").handler(context -> {
            throw new IllegalStateException("on purpose");
        });
        router.route("/pages/number").handler(context -> context.fail(new NumberFormatException("on purpose")));
        router.route("/pages/blocking/:id").blockingHandler(context -> {
            blocking.add(Request.currentRequest().path());
            context.response().end(context.request().path());
        });
        // What it is declared to answer differs.
        client = (HttpClient) Vertx.class.getMethod("createHttpClient").invoke(vertx);
        router.route("/pages/call")
                .handler(context -> client.request(HttpMethod.GET, port, "127.0.0.1", "/pages/later?key=value")
                        .compose(HttpClientRequest::send)
                        .compose(HttpClientResponse::body)
                        .onComplete(body -> {
                            blocking.add(Request.currentRequest().path());
                            context.response().end("called");
                        }));
        HttpServer server = vertx.createHttpServer();
        HttpServer.class.getMethod("requestHandler", Handler.class).invoke(server, (Handler<HttpServerRequest>)
                router::handle);
        HttpServer.class.getMethod("listen", int.class, String.class).invoke(server, 0, "127.0.0.1");
        port = awaitPort(server);
        return port;
    }

    /** What listening answers differs. */
    private static int awaitPort(HttpServer server) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (server.actualPort() == 0) {
            assertTrue(System.nanoTime() < end, "the server doesn't listen");
            Thread.sleep(10);
        }
        return server.actualPort();
    }

    @Override
    protected void stopServer() {
        vertx.close();
    }

    @Test
    void whatAJobDoesInItsContextIsItsRuns() throws Exception {
        TestAgent.start();
        CronRun run = CronRun.start(new Job("Prices", "refresh", null), -1);
        BlockingQueue<SpanRecord> seen = new LinkedBlockingQueue<>();
        Context context;
        try (Attachment attached = run.attach()) {
            // What contexts are inside differs.
            Context shared = vertx.getOrCreateContext();
            Method duplicate = contextType().getMethod("duplicate");
            context = (Context) duplicate.invoke(shared);
        }
        Handler<Void> later = nothing -> seen.add(SpanRecord.current());
        Handler<Void> first = nothing -> {
            later.handle(null);
            vertx.setTimer(1, timer -> later.handle(null));
        };
        contextType().getMethod("emit", Object.class, Handler.class).invoke(context, null, first);
        assertSame(run, seen.poll(20, TimeUnit.SECONDS));
        assertSame(run, seen.poll(20, TimeUnit.SECONDS));
        run.end(null, null);
    }

    private static Class<?> contextType() throws ClassNotFoundException {
        try {
            return Class.forName("io.vertx.core.internal.ContextInternal");
        } catch (ClassNotFoundException e) {
            return Class.forName("io.vertx.core.impl.ContextInternal");
        }
    }

    @Test
    void aCallIsTheRequestsThatMadeIt() throws Exception {
        TestAgent agent = TestAgent.start();
        try (RawConnection connection = new RawConnection(port)) {
            connection
                    .send("GET /pages/call HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .readTo("called");
        }
        assertEquals("/pages/call", blocking.take());
        Map<String, Request> requests = new HashMap<>();
        agent.awaitUnits(2).forEach(unit -> requests.put(((Request) unit).path(), (Request) unit));
        Request called = requests.get("/pages/later");
        Request caller = requests.get("/pages/call");
        assertEquals(caller.requestId(), called.requestId());
        ExternalCall call = (ExternalCall) agent.awaitSpans(1).get(0);
        assertEquals(caller, call.unit());
        assertEquals(call.spanId(), called.parentSpanId());
        assertEquals("/pages/later", call.path());
        assertEquals("127.0.0.1", call.host());
        assertEquals(port, call.port());
        assertEquals(200, call.status());
    }

    /** One thread empties the queue that all of them wait in. */
    @Test
    void blockingCodeWorksForItsOwnRequest() throws Exception {
        int clients = 20;
        RawConnection[] all = new RawConnection[clients];
        for (int i = 0; i < clients; i++) {
            all[i] = new RawConnection(port);
        }
        for (int i = 0; i < clients; i++) {
            all[i].send("GET /pages/blocking/" + i + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }
        for (int i = 0; i < clients; i++) {
            all[i].readTo("\r\n\r\n/pages/blocking/" + i);
            all[i].close();
        }
        for (int i = 0; i < clients; i++) {
            blocking.remove("/pages/blocking/" + i);
        }
        assertEquals(0, blocking.size());
        for (Object unit : TestAgent.start().awaitUnits(clients)) {
            assertEquals("/pages/blocking/{id}", ((Request) unit).route());
        }
    }

    @Test
    void http2() throws Exception {
        Http2Requests.check(port, TestAgent.start());
    }
}
