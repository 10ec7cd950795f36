package dev.z0.instrumentation.pekko;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.typesafe.config.ConfigFactory;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.Summary;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.testing.HttpServerSuite;
import dev.z0.testing.TestAgent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.pattern.Patterns;
import org.junit.jupiter.api.Test;

/** A server of one asynchronous function. */
class PekkoHttpTest extends HttpServerSuite {
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private ActorSystem system;
    private ActorRef actor;
    private int port;

    @Override
    protected Instrumentation[] instrumentations() {
        return Woven.all();
    }

    @Override
    protected int startServer() throws Exception {
        system = ActorSystem.create("test", ConfigFactory.parseString("pekko.loglevel = OFF"));
        actor = system.actorOf(Props.create(WhoseMessage.class, WhoseMessage::new));
        ServerBinding binding = Http.get(system)
                .newServerAt("127.0.0.1", 0)
                .bind(this::handle)
                .toCompletableFuture()
                .get(50, TimeUnit.SECONDS);
        port = binding.localAddress().getPort();
        return port;
    }

    @Override
    protected void stopServer() throws Exception {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().get(50, TimeUnit.SECONDS);
        threads.shutdownNow();
    }

    /** One actor for all of them, which finds several messages in its mailbox whenever it looks. */
    @Test
    void anActorWorksForWhoeverSentTheMessage() {
        HttpClient client = HttpClient.newHttpClient();
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            URI asked = URI.create("http://127.0.0.1:" + port + "/pages/asked");
            answers.add(
                    client.sendAsync(java.net.http.HttpRequest.newBuilder(asked).build(), BodyHandlers.ofString())
                            .thenApply(java.net.http.HttpResponse::body));
        }
        Set<String> known = new TreeSet<>();
        answers.forEach(answer -> known.add(answer.join()));
        Set<String> ended = new TreeSet<>();
        for (Summary unit : TestAgent.start().awaitUnits(100)) {
            ended.add(((Request) unit).requestId());
        }
        assertEquals(ended, known);
    }

    private CompletionStage<HttpResponse> handle(HttpRequest request) {
        return switch (request.getUri().path()) {
            case "/pages/hello" -> CompletableFuture.completedFuture(text("hello"));
            case "/pages/gone" ->
                CompletableFuture.completedFuture(HttpResponse.create().withStatus(StatusCodes.GONE));
            case "/pages/later" -> CompletableFuture.supplyAsync(() -> text("hello"), threads);
            case "/pages/asked" ->
                Patterns.ask(actor, "whose?", Duration.ofSeconds(20)).thenApply(answer -> text(answer.toString()));
            case "/pages/number" -> CompletableFuture.failedFuture(new NumberFormatException("none"));
            case "/pages/broken" -> throw new IllegalStateException("on purpose");
            default -> CompletableFuture.completedFuture(HttpResponse.create().withStatus(StatusCodes.NOT_FOUND));
        };
    }

    private static HttpResponse text(String text) {
        return HttpResponse.create().withEntity(text);
    }

    private static final class WhoseMessage extends AbstractActor {
        @Override
        public Receive createReceive() {
            return receiveBuilder()
                    .matchAny(message -> {
                        Request request = Request.currentRequest();
                        getSender().tell(request == null ? "nobody's" : request.requestId(), getSelf());
                    })
                    .build();
        }
    }
}
