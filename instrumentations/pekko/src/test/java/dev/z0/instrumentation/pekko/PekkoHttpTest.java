package dev.z0.instrumentation.pekko;

import com.typesafe.config.ConfigFactory;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.instrumentation.concurrent.CompletableFutures;
import dev.z0.instrumentation.concurrent.ForkJoin;
import dev.z0.instrumentation.concurrent.ScalaFutures;
import dev.z0.instrumentation.concurrent.ThreadPools;
import dev.z0.testing.HttpServerSuite;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/** A server of one asynchronous function. */
class PekkoHttpTest extends HttpServerSuite {
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private ActorSystem system;

    @Override
    protected Instrumentation[] instrumentations() {
        return new Instrumentation[] {
            new PekkoHttp(),
            new PekkoActors(),
            new ScalaFutures(),
            new ForkJoin(),
            new ThreadPools(),
            new CompletableFutures()
        };
    }

    @Override
    protected int startServer() throws Exception {
        system = ActorSystem.create("test", ConfigFactory.parseString("pekko.loglevel = OFF"));
        ServerBinding binding = Http.get(system)
                .newServerAt("127.0.0.1", 0)
                .bind(this::handle)
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        return binding.localAddress().getPort();
    }

    @Override
    protected void stopServer() throws Exception {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().get(20, TimeUnit.SECONDS);
        threads.shutdownNow();
    }

    private CompletionStage<HttpResponse> handle(HttpRequest request) {
        return switch (request.getUri().path()) {
            case "/pages/hello" -> CompletableFuture.completedFuture(hello());
            case "/pages/gone" ->
                CompletableFuture.completedFuture(HttpResponse.create().withStatus(StatusCodes.GONE));
            case "/pages/later" -> CompletableFuture.supplyAsync(PekkoHttpTest::hello, threads);
            case "/pages/number" -> CompletableFuture.failedFuture(new NumberFormatException("none"));
            case "/pages/broken" -> throw new IllegalStateException("on purpose");
            default -> CompletableFuture.completedFuture(HttpResponse.create().withStatus(StatusCodes.NOT_FOUND));
        };
    }

    private static HttpResponse hello() {
        return HttpResponse.create().withEntity("hello");
    }
}
