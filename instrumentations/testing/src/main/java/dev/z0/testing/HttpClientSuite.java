package dev.z0.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.ModelCall;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.Summary;
import dev.z0.agent.core.support.CallDepth;
import dev.z0.agent.core.support.Z0Thread;
import dev.z0.testing.LoopbackServer.Received;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every HTTP client has to pass, whatever it rides on: each call counted once, as what it was. */
@Timeout(300)
public abstract class HttpClientSuite extends HttpClientFixture {
    /** Runs it as one request, which has to count one call that failed with an exception. */
    private ExternalCall failing(TestAgent.Work work) throws Exception {
        Request request = agent.request(() -> assertThrows(Exception.class, work::run));
        assertEquals(1, request.tally().calls());
        assertEquals(1, request.tally().externals().iterator().next().errors());
        ExternalCall call = onlyCall();
        assertNotNull(call.failure(), "what went wrong");
        assertTrue(call.failed());
        return call;
    }

    @Test
    void aCallIsCountedOnceAndKnowsWhatItWas() throws Exception {
        Request request = agent.request(() -> {
            Answer answer = send(get(server.uri("/ok?secret=1")));
            assertEquals(200, answer.status());
            assertEquals("hello", new String(answer.body(), StandardCharsets.UTF_8));
        });
        assertEquals(1, request.tally().calls());
        ExternalCall call = onlyCall();
        assertEquals("GET", call.method());
        assertEquals("/ok", call.path());
        assertEquals("localhost", call.host());
        assertEquals(200, call.status());
        assertEquals(0, call.retries());
        assertFalse(call.failed());
        assertEquals(request.spanId(), call.parentSpanId());
        assertTrue(call.startNanos() <= call.endNanos() && call.endNanos() <= request.endNanos());
    }

    @Test
    void theCallCarriesItsTraceAndTheRequestsId() throws Exception {
        Request request = agent.request(() -> send(get(server.uri("/ok"))));
        Received received = server.received().get(0);
        assertEquals(request.trace().traceparent(onlyCall().spanId()), received.header("traceparent"));
        assertEquals(request.requestId(), received.header("x-request-id"));
        assertNull(received.header("baggage"));
        assertNull(received.header("tracestate"));
        assertNull(received.header("idempotency-key"));
    }

    @Test
    void tracingHeadersOfOthersAreReplacedAndAnOwnRequestIdStays() throws Exception {
        String foreign = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        Call call = with(get(server.uri("/ok")), "Traceparent", foreign, "x-request-id", "mine", "Accept", "a/b");
        Request request = agent.request(() -> send(with(call, "traceparent", foreign)));
        Received received = server.received().get(0);
        assertEquals(request.trace().traceparent(onlyCall().spanId()), received.header("traceparent"));
        assertEquals("mine", received.header("x-request-id"));
        assertEquals("a/b", received.header("accept"));
    }

    @Test
    void stateAndBaggageAreHandedOnAndARunIsNamedInThem() throws Exception {
        Map<String, String> inbound = Map.of(
                "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00",
                "tracestate", "vendor=1",
                "baggage", "tenant=acme,z0.operation_id=op_old");
        Request request = Request.start("GET", "/in", inbound::get);
        try (Attachment attached = request.attach()) {
            send(get(server.uri("/ok")));
        }
        request.end();
        Received received = server.received().get(0);
        assertTrue(received.header("traceparent").startsWith("00-0af7651916cd43dd8448eb211c80319c-"));
        assertTrue(received.header("traceparent").endsWith("-00"), "not sampled");
        assertEquals("vendor=1", received.header("tracestate"));
        assertEquals("tenant=acme,z0.operation_id=op_old", received.header("baggage"));
        agent.units();
        assertEquals(1, request.tally().calls(), "counted, sampled or not");

        CronRun run = CronRun.start(new Job("Jobs", "nightly", null), -1);
        try (Attachment attached = run.attach()) {
            send(get(server.uri("/ok")));
        }
        run.end(null, null);
        received = server.received().get(1);
        assertEquals("z0.operation_id=" + run.operationId(), received.header("baggage"));
        assertNull(received.header("x-request-id"));
    }

    @Test
    void outsideAnyUnitACallIsATraceOfItsOwn() throws Exception {
        send(get(server.uri("/ok")));
        ExternalCall call = onlyCall();
        assertNull(call.enclosing());
        assertEquals(200, call.status());
        assertEquals(
                call.trace().traceparent(call.spanId()),
                server.received().get(0).header("traceparent"));
        assertNull(server.received().get(0).header("x-request-id"));
    }

    @Test
    void withoutPropagationNothingIsAdded() throws Exception {
        agent.configure(Map.of("Z0_PROPAGATION", "false"));
        try {
            agent.request(() -> send(get(server.uri("/ok"))));
            onlyCall();
            Received received = server.received().get(0);
            assertNull(received.header("traceparent"));
            assertNull(received.header("x-request-id"));
        } finally {
            agent.configure(Map.of());
        }
    }

    @Test
    void aPostToSomeHostsGetsAKeyThatARepetitionRepeats() throws Exception {
        agent.configure(Map.of("Z0_IDEMPOTENCY_HOSTS", "localhost"));
        try {
            for (int i = 0; i < 2; i++) {
                Request request = Request.start("POST", "/in", Map.of("X-Request-Id", "order-1")::get);
                try (Attachment attached = request.attach()) {
                    send(post(server.uri("/echo"), bytes("{}")));
                    send(post(server.uri("/echo"), bytes("{}")));
                    send(with(post(server.uri("/echo"), bytes("{}")), "Idempotency-Key", "own"));
                    send(get(server.uri("/ok")));
                }
                request.end();
            }
            List<String> keys = new ArrayList<>();
            server.received().forEach(received -> keys.add(received.header("idempotency-key")));
            assertNotNull(keys.get(0));
            assertNotEquals(keys.get(0), keys.get(1));
            assertEquals("own", keys.get(2));
            assertNull(keys.get(3));
            assertEquals(keys.subList(0, 4), keys.subList(4, 8), "the whole request came again");
            assertEquals(8, calls().size());
        } finally {
            agent.configure(Map.of());
        }
    }

    @Test
    void bodiesPassUnchanged() throws Exception {
        byte[] large = LoopbackServer.bytes(1_000_000);
        Request request = agent.request(() -> {
            assertArrayEquals(large, send(post(server.uri("/echo"), large)).body());
            assertArrayEquals(large, send(get(server.uri("/bytes/1000000"))).body());
            assertArrayEquals(large, send(get(server.uri("/chunked/1000000"))).body());
            assertEquals(0, send(get(server.uri("/empty"))).body().length);
            assertArrayEquals(bytes("hello"), send(get(server.uri("/ok"))).body());
        });
        assertArrayEquals(large, server.received().get(0).body());
        assertEquals(5, request.tally().calls());
        calls().forEach(call -> assertNull(call.responseBody()));
    }

    @Test
    void theSameRequestTwiceIsTwoCalls() throws Exception {
        Call same = get(server.uri("/ok"));
        Request request = agent.request(() -> {
            send(same);
            send(same);
        });
        assertEquals(2, request.tally().calls());
        assertNotEquals(
                server.received().get(0).header("traceparent"),
                server.received().get(1).header("traceparent"));
    }

    @Test
    void redirectsAreOneCall() throws Exception {
        assumeTrue(redirects());
        Request request = agent.request(
                () -> assertEquals(200, send(get(server.uri("/redirect/2"))).status()));
        assertEquals(3, server.received().size());
        assertEquals(1, request.tally().calls());
        ExternalCall call = onlyCall();
        assertEquals(200, call.status());
        assertEquals(2, call.retries());
        assertEquals("/redirect/2", call.path());
        for (Received received : server.received()) {
            assertEquals(request.trace().traceparent(call.spanId()), received.header("traceparent"));
        }
    }

    @Test
    void redirectsWithoutEndAreOneCall() throws Exception {
        assumeTrue(redirects());
        for (String path : List.of("/circle", "/endless/1")) {
            Request request = agent.request(() -> {
                try {
                    send(get(server.uri(path)));
                } catch (IOException e) {
                    // how clients differ
                }
            });
            assertEquals(1, request.tally().calls());
        }
        assertTrue(server.received().size() > 3);
    }

    @Test
    void aRequestSentAgainOverANewConnectionIsOneCall() throws Exception {
        assumeTrue(resends());
        Request request = agent.request(() -> {
            send(get(server.uri("/ok"))); // a connection to keep
            assertEquals(200, send(get(server.uri("/drop-once/1"))).status());
        });
        assertEquals(2, request.tally().calls());
        assertEquals(3, server.received().size());
        assertEquals(1, calls().get(1).retries());
    }

    @Test
    void aRefusedConnectionIsAFailedCall() throws Exception {
        // A port that nobody is given by chance, unlike one that was free a moment ago.
        ExternalCall call = failing(() -> send(get(URI.create("http://localhost:1/"))));
        assertInstanceOf(ConnectException.class, call.failure());
        assertEquals(0, call.status());
    }

    @Test
    void anUnknownHostIsAFailedCall() throws Exception {
        failing(() -> send(get(URI.create("http://nowhere.invalid/ok"))));
    }

    @Test
    void aReadTimeOutIsAFailedCall() throws Exception {
        Call call = new Call("GET", server.uri("/hang"), Map.of(), null, Duration.ofMillis(200));
        Throwable failure = failing(() -> send(call)).failure();
        // A library on top may measure the time itself, and then cancel; or say in other words what its client said.
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        assertTrue(
                failure instanceof CancellationException
                        || failure.getClass().getName().contains("Timeout")
                        || cause.getClass().getName().contains("Timeout"),
                failure.toString());
    }

    @Test
    void aConnectionThatBreaksIsAFailedCall() throws Exception {
        failing(() -> send(post(server.uri("/drop"), bytes("{}"))));
    }

    @Test
    protected void aBodyThatBreaksIsAFailedCall() throws Exception {
        ExternalCall call = failing(() -> send(get(server.uri("/truncated"))));
        assertEquals(200, call.status());
    }

    @Test
    void aServerNotTrustedIsAFailedCall() throws Exception {
        Throwable failure =
                failing(() -> sendDistrusting(get(secure.uri("/ok")))).failure();
        boolean wrapped = failure.getClass().getName().startsWith("io.netty.");
        assertInstanceOf(distrust(), wrapped ? failure.getCause() : failure);
    }

    @Test
    void httpsIsTheSame() throws Exception {
        Request request = agent.request(() -> {
            assertArrayEquals(bytes("hello"), send(get(secure.uri("/ok"))).body());
            assertArrayEquals(
                    bytes("{}"), send(post(secure.uri("/echo"), bytes("{}"))).body());
        });
        assertEquals(2, request.tally().calls());
        assertEquals(
                request.trace().traceparent(calls().get(1).spanId()),
                secure.received().get(1).header("traceparent"));
    }

    @Test
    void anErrorStatusIsAFailedCallWhoseResponseIsReadAsEver() throws Exception {
        Request request = agent.request(() -> {
            for (String path : List.of("/status/404/100", "/status/500/5000", "/status/410/0", "/status/503/2048")) {
                Answer answer = send(get(server.uri(path)));
                assertEquals(Integer.parseInt(path.split("/")[2]), answer.status());
                assertArrayEquals(LoopbackServer.bytes(Integer.parseInt(path.split("/")[3])), answer.body());
            }
        });
        assertEquals(4, request.tally().calls());
        List<ExternalCall> calls = calls();
        assertArrayEquals(LoopbackServer.bytes(100), calls.get(0).responseBody());
        assertArrayEquals(LoopbackServer.bytes(2048), calls.get(1).responseBody());
        assertArrayEquals(LoopbackServer.bytes(2048), calls.get(3).responseBody());
        assertEquals(
                List.of(404, 500, 410, 503),
                calls.stream().map(ExternalCall::status).toList());
        for (ExternalCall call : calls) {
            assertTrue(call.failed());
            assertNull(call.failure());
            assertEquals(Integer.toString(call.status()), call.errorType());
        }
    }

    @Test
    void aCallEndsWithItsBody() throws Exception {
        assumeTrue(streams());
        long[] mark = new long[2];
        agent.request(() -> {
            try (InputStream body = open(get(server.uri("/slow")))) {
                assertEquals('a', body.read());
                mark[0] = System.nanoTime();
                server.release();
                assertArrayEquals(bytes("bcdefghij"), body.readAllBytes());
                mark[1] = System.nanoTime();
            }
        });
        ExternalCall call = onlyCall();
        assertTrue(mark[0] < call.endNanos() && call.endNanos() <= mark[1]);
    }

    @Test
    void aCallEndsWhereItsBodyIsClosed() throws Exception {
        assumeTrue(streams());
        long[] mark = new long[2];
        agent.request(() -> {
            // More than any client reads ahead: it must not end before it is closed.
            InputStream body = open(get(server.uri("/bytes/20000000")));
            body.read();
            mark[0] = System.nanoTime();
            body.close();
            mark[1] = System.nanoTime();
        });
        ExternalCall call = onlyCall();
        assertFalse(call.failed());
        assertTrue(mark[0] < call.endNanos() && call.endNanos() <= mark[1]);
    }

    @Test
    void aCallWhoseBodyNobodyReadsIsCountedAllTheSame() throws Exception {
        assumeTrue(streams());
        long[] mark = new long[1];
        List<InputStream> bodies = new ArrayList<>();
        Request request = agent.request(() -> {
            for (int i = 0; i < 20; i++) {
                bodies.add(open(get(server.uri("/bytes/100000"))));
            }
            mark[0] = System.nanoTime();
        });
        assertEquals(20, request.tally().calls());
        calls().forEach(call -> assertTrue(call.endNanos() <= mark[0], "ends with its head"));
        for (InputStream body : bodies) {
            body.close();
        }
        assertEquals(20, calls().size());

        agent.clear();
        InputStream body = open(get(server.uri("/bytes/100000")));
        agent.awaitSpans(1);
        onlyCall();
        body.close();
    }

    @Test
    void aLanguageModelIsListenedTo() throws Exception {
        byte[] asked = bytes("{\"model\":\"small\",\"messages\":[{\"role\":\"user\",\"content\":\"Is it?\"}]}");
        Request request = agent.request(() -> assertArrayEquals(
                bytes(LoopbackServer.COMPLETION),
                send(post(server.uri("/v1/chat/completions"), asked)).body()));
        assertEquals(1, request.tally().calls());
        assertArrayEquals(asked, server.received().get(0).body());
        ExternalCall call = onlyCall();
        assertEquals("small-1", call.llm().model());
        assertEquals(11, call.llm().tokensInput());
        assertEquals(7, call.llm().tokensOutput());
        ModelCall operation = onlyModelCall();
        assertSame(operation, call.enclosing());
        assertSame(request, operation.enclosing());
        assertSame(call, operation.call());
        assertEquals(call.endNanos(), operation.endNanos());
        assertEquals(1, operation.tally().ai().requests());
        assertEquals(1, request.tally().ai().requests());
        assertEquals(
                "z0.operation_id=" + operation.operationId(),
                server.received().get(0).header("baggage"));
    }

    private ModelCall onlyModelCall() {
        List<ModelCall> found = new ArrayList<>();
        for (Summary unit : agent.units()) {
            if (unit instanceof ModelCall) {
                found.add((ModelCall) unit);
            }
        }
        assertEquals(1, found.size(), "operations");
        return found.get(0);
    }

    @Test
    void aLanguageModelsCallEndsAlsoWhereItFailsOrNobodyReadsIt() throws Exception {
        byte[] asked = bytes("{\"model\":\"small\"}");
        Answer refused = send(post(server.uri("/refused/chat/completions"), asked));
        assertEquals(429, refused.status());
        ModelCall operation = onlyModelCall();
        assertTrue(operation.failed());
        assertEquals("rate_limit_exceeded", operation.errorType());
        assertEquals("small", operation.call().llm().model(), "what was asked for");
        assertNull(operation.enclosing());

        agent.clear();
        agent.request(
                () -> assertThrows(Exception.class, () -> send(post(server.uri("/drop/chat/completions"), asked))));
        assertNotNull(onlyModelCall().failure());

        assumeTrue(streams());
        agent.clear();
        List<InputStream> bodies = new ArrayList<>();
        Request request = agent.request(() -> bodies.add(open(post(server.uri("/v1/chat/completions"), asked))));
        assertSame(request, onlyModelCall().enclosing());
        bodies.get(0).close();
        onlyModelCall();
    }

    @Test
    void callsAtTheSameTimeKeepToTheirRequests() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<Request>> running = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String path = "/bytes/" + i;
                running.add(threads.submit(() -> agent.request(() -> send(get(server.uri(path))))));
            }
            Map<String, String> requestIds = new HashMap<>();
            for (int i = 0; i < 100; i++) {
                Request request = running.get(i).get();
                assertEquals(1, request.tally().calls());
                requestIds.put("/bytes/" + i, request.requestId());
            }
            for (Received received : server.received()) {
                assertEquals(requestIds.get(received.path()), received.header("x-request-id"));
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void whatZ0ItselfSendsIsNoCall() throws Exception {
        Answer[] answer = new Answer[1];
        Thread own = new Z0Thread("z0-test", () -> {
            try {
                answer[0] = send(get(server.uri("/ok")));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        own.start();
        own.join();
        assertEquals(200, answer[0].status());
        assertEquals(List.of(), calls());
        assertNull(server.received().get(0).header("traceparent"));
    }

    @Test
    void whatAnotherClientsCallConsistsOfIsNoCall() throws Exception {
        assertTrue(CallDepth.HTTP.enter());
        try {
            assertEquals(200, send(get(server.uri("/ok"))).status());
        } finally {
            CallDepth.HTTP.leave();
        }
        assertEquals(List.of(), calls());
    }
}
