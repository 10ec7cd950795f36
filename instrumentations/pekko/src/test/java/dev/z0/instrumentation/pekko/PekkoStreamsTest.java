package dev.z0.instrumentation.pekko;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.typesafe.config.ConfigFactory;
import dev.z0.testing.TestAgent;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.Test;

/** Streams where Pekko HTTP isn't there. */
class PekkoStreamsTest {
    @Test
    void streamsNeedNoHttp() throws Exception {
        TestAgent agent = TestAgent.start(Woven.all());
        agent.clear();
        ActorSystem system = ActorSystem.create("test", ConfigFactory.parseString("pekko.loglevel = OFF"));
        try {
            List<Integer> numbers = Source.range(1, 3)
                    .map(number -> number * 2)
                    .runWith(Sink.seq(), system)
                    .toCompletableFuture()
                    .get(50, TimeUnit.SECONDS);
            assertEquals(List.of(2, 4, 6), numbers);
            assertEquals(List.of(), agent.messages());
        } finally {
            system.terminate();
            system.getWhenTerminated().toCompletableFuture().get(50, TimeUnit.SECONDS);
        }
    }
}
