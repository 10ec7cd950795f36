package dev.z0.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.SpanRecord;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What Jetty's client has to pass, whose API is another from 12 on. */
public abstract class JettyClientSuite extends HttpClientSuite {
    /**
     * Sends by a client that has one connection to a server, and lets two requests wait for it; and reads all.
     *
     * @param told gets the name of each event that listeners are told of, when they are, and what the thread worked for
     */
    protected abstract CompletableFuture<Answer> sendNarrowly(Call call, BiConsumer<String, SpanRecord> told);

    @Override
    protected boolean resends() {
        return false;
    }

    @Test
    void listenersBelongToWhoeverSentTheRequestAlsoWhereItHadToWait() throws Exception {
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        List<List<SpanRecord>> told = new ArrayList<>();
        List<Request> requests = new ArrayList<>();
        List<String> events = new ArrayList<>();
        for (String path : List.of("/slow", "/bytes/100000")) {
            List<SpanRecord> seen = new ArrayList<>();
            told.add(seen);
            requests.add(agent.request(() -> answers.add(sendNarrowly(get(server.uri(path)), (event, span) -> {
                events.add(event);
                seen.add(span);
            }))));
        }
        server.release();
        for (CompletableFuture<Answer> answer : answers) {
            assertEquals(200, answer.get().status());
        }
        for (int i = 0; i < 2; i++) {
            for (SpanRecord seen : told.get(i)) {
                assertSame(requests.get(i), seen);
            }
        }
        assertEquals(List.of("headers", "content"), events.subList(0, 2));
        assertEquals("complete", events.get(events.size() - 1));

        List<SpanRecord> outside = new ArrayList<>();
        sendNarrowly(get(server.uri("/ok")), (event, span) -> outside.add(span)).get();
        outside.forEach(span -> assertNull(span));
    }

    @Test
    void aRequestThatFindsNoRoomIsAFailedCall() throws Exception {
        Request request = agent.request(() -> {
            List<CompletableFuture<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                answers.add(sendNarrowly(get(server.uri("/slow")), (event, span) -> {}));
            }
            server.release();
            for (CompletableFuture<Answer> answer : answers) {
                answer.handle((ok, failure) -> 0).get();
            }
        });
        assertEquals(4, request.tally().calls());
        List<ExternalCall> refused =
                calls().stream().filter(ExternalCall::failed).toList();
        assertFalse(refused.isEmpty()); // the first may still wait for the connection when the third comes
        for (ExternalCall call : refused) {
            assertInstanceOf(RejectedExecutionException.class, call.failure());
        }
    }

    @Test
    void aCallEndsWithTheResponseThatRedirectsLeadTo() throws Exception {
        long[] head = new long[1];
        agent.request(() -> sendNarrowly(get(server.uri("/redirect/3")), (event, span) -> {
                    if (event.equals("headers")) {
                        head[0] = System.nanoTime();
                    }
                })
                .get());
        assertEquals(3, onlyCall().retries());
        assertTrue(head[0] <= onlyCall().endNanos());
    }

    @Test
    void whatAuthenticationRepeatsIsOneCall() throws Exception {
        Request request = agent.request(() -> {
            assertEquals(200, send(get(server.uri("/secret"))).status());
            Answer refused = send(get(server.uri("/secret/other")));
            assertEquals(401, refused.status());
            assertEquals("for others", new String(refused.body()));
        });
        assertEquals(2, request.tally().calls());
        assertEquals(1, calls().get(0).retries());
        assertEquals(200, calls().get(0).status());
        assertEquals(0, calls().get(1).retries());
        assertArrayEquals(bytes("for others"), calls().get(1).responseBody());
    }

    @Test
    void aStreamThatBreaksIsAFailedCall() throws Exception {
        Request request = agent.request(() -> {
            try (InputStream body = open(get(server.uri("/truncated")))) {
                assertThrows(Exception.class, body::readAllBytes);
            }
        });
        assertEquals(1, request.tally().externals().iterator().next().errors());
        assertNotNull(onlyCall().failure());
    }

    @Test
    void aFailedCallsResponseIsKeptAlsoWhereItIsStreamed() throws Exception {
        agent.request(() -> {
            try (InputStream body = open(get(server.uri("/status/500/5000")))) {
                assertArrayEquals(LoopbackServer.bytes(5000), body.readAllBytes());
            }
        });
        assertArrayEquals(LoopbackServer.bytes(2048), onlyCall().responseBody());
    }
}
