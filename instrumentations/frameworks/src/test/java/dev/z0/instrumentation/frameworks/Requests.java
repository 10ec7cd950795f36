package dev.z0.instrumentation.frameworks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.z0.agent.core.record.Request;
import dev.z0.instrumentation.concurrent.CompletableFutures;
import dev.z0.instrumentation.concurrent.ForkJoin;
import dev.z0.instrumentation.concurrent.ThreadPools;
import dev.z0.instrumentation.netty.NettyServer;
import dev.z0.instrumentation.netty.NettyTasks;
import dev.z0.instrumentation.servlet.HandledErrors;
import dev.z0.instrumentation.servlet.Jetty;
import dev.z0.instrumentation.servlet.Jetty12;
import dev.z0.instrumentation.servlet.Servlets;
import dev.z0.testing.TestAgent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Requests to a framework's server, and what is recorded of them. */
final class Requests {
    private static final TestAgent AGENT = TestAgent.start(
            new Servlets(),
            new Jetty(),
            new Jetty12(),
            new NettyServer(),
            new NettyTasks(),
            new ThreadPools(),
            new ForkJoin(),
            new CompletableFutures(),
            new HandledErrors());
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** What a service throws that its framework knows nothing of. */
    static final RuntimeException BROKEN = new IllegalStateException("on purpose");

    /** What the service has a handler for. */
    static final RuntimeException TAKEN = new IllegalArgumentException("taken");

    private final int port;

    /** Woven before the framework is started. */
    static Requests to(Port port) throws Exception {
        return new Requests(port.start());
    }

    /** Starts a server. */
    interface Port {
        /** Answers its port. */
        int start() throws Exception;
    }

    private Requests(int port) {
        this.port = port;
    }

    /** As {@link #check(RuntimeException)}, for {@link #TAKEN}. */
    void check() throws Exception {
        check(TAKEN);
    }

    /** Each exception is its request's error, whatever becomes of it; {@code taken} becomes a conflict. */
    void check(RuntimeException taken) throws Exception {
        assertSame(BROKEN, get("/broken", 500).failure());
        assertSame(null, get("/fine", 200).failure());
        assertSame(taken, get("/taken", 409).failure());
    }

    private Request get(String path, int status) throws Exception {
        AGENT.clear();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(20))
                .build();
        assertEquals(
                status,
                CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
        Request ended = (Request) AGENT.awaitUnits(1).get(0);
        assertEquals(path, ended.path());
        assertEquals(status, ended.status());
        return ended;
    }
}
