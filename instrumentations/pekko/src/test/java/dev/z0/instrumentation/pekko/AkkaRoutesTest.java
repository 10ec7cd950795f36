package dev.z0.instrumentation.pekko;

import akka.actor.ActorSystem;
import akka.http.javadsl.ConnectHttp;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.AllDirectives;
import akka.http.javadsl.server.Route;
import akka.stream.ActorMaterializer;
import akka.stream.Materializer;
import com.typesafe.config.ConfigFactory;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.testing.HttpServerSuite;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import scala.concurrent.Await;
import scala.concurrent.duration.Duration;

/** A server of routes, which make answers of their exceptions; and Akka, from which Pekko came. */
class AkkaRoutesTest extends HttpServerSuite {
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private ActorSystem system;

    @Override
    protected Instrumentation[] instrumentations() {
        return Woven.all();
    }

    @Override
    @SuppressWarnings("deprecation") // by versions that come with newer ways
    protected int startServer() throws Exception {
        system = ActorSystem.create("test", ConfigFactory.parseString("akka.loglevel = OFF"));
        Materializer materializer = ActorMaterializer.create(system);
        ServerBinding binding = Http.get(system)
                .bindAndHandle(
                        new Pages().routes().flow(system, materializer),
                        ConnectHttp.toHost("127.0.0.1", 0),
                        materializer)
                .toCompletableFuture()
                .get(50, TimeUnit.SECONDS);
        return binding.localAddress().getPort();
    }

    @Override
    protected void stopServer() throws Exception {
        Await.ready(system.terminate(), Duration.create(50, TimeUnit.SECONDS));
        threads.shutdownNow();
    }

    private final class Pages extends AllDirectives {
        Route routes() {
            return pathPrefix(
                    "pages",
                    () -> concat(
                            path("hello", () -> complete("hello")),
                            path("gone", () -> complete(StatusCodes.GONE, "")),
                            path(
                                    "later",
                                    () -> onSuccess(
                                            CompletableFuture.supplyAsync(() -> "hello", threads), this::complete)),
                            path(
                                    "number",
                                    () -> onSuccess(
                                            CompletableFuture.supplyAsync(() -> Integer.parseInt("none"), threads),
                                            number -> complete(number.toString()))),
                            path("broken", () -> {
                                throw new IllegalStateException("on purpose");
                            })));
        }
    }
}
