package dev.z0.instrumentation.opentelemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.acme.Traced;
import dev.z0.agent.core.Z0;
import dev.z0.agent.core.id.Ids;
import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.AttributeSink;
import dev.z0.agent.core.record.Details;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.record.Propagation;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.SpanEvent;
import dev.z0.agent.core.record.SpanLink;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.support.Failures;
import dev.z0.testing.TestAgent;
import io.opentelemetry.api.common.AttributeKey;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The application has its OpenTelemetry in a loader of its own, as it has under the agent; each test a fresh one. */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"1.0.1", "1.10.1", "1.67.0"})
class OpenTelemetryApiTest {
    private static final Runnable NOTHING = () -> {};

    private final TestAgent agent = TestAgent.start(new OpenTelemetryApi());

    @Parameter
    String version;

    private URLClassLoader loader;

    @BeforeEach
    void start() throws Exception {
        loader = Application.loader(version);
        agent.clear();
    }

    @AfterEach
    void stop() throws Exception {
        loader.close();
        assertNull(SpanRecord.current());
        assertEquals(Map.of(), Failures.counts(), () -> agent.messages().get(0).text());
    }

    private String run(String way, Runnable work) throws Exception {
        return Application.run(loader, way, work);
    }

    private static String context(SpanRecord span) {
        return span.trace().text() + ' ' + Ids.hex(span.spanId());
    }

    private static Map<String, Object> attributes(SpanRecord span) {
        return collected(span::attributes);
    }

    private static Map<String, Object> collected(Consumer<AttributeSink> attributes) {
        Map<String, Object> found = new HashMap<>();
        attributes.accept(new AttributeSink() {
            @Override
            public <T> void put(AttributeKey<T> key, T value) {
                if (value != null) {
                    assertNull(found.put(key.getKey(), value), key.getKey());
                }
            }
        });
        return found;
    }

    private SpanRecord only() {
        List<SpanRecord> spans = agent.spans();
        assertEquals(1, spans.size(), spans::toString);
        return spans.get(0);
    }

    @Test
    void aSpanIsPartOfTheRequestAndAroundWhatHappensInside() throws Exception {
        AtomicReference<String> seen = new AtomicReference<>();
        AtomicReference<SpanRecord> around = new AtomicReference<>();
        Request request = agent.request(() -> seen.set(run("checkout", () -> around.set(SpanRecord.current()))));
        SpanRecord span = only();
        assertSame(span, around.get());
        assertEquals(context(span), seen.get());
        assertEquals("checkout express", span.name());
        assertEquals("CONSUMER", span.kind().name());
        assertEquals(request.spanId(), span.parentSpanId());
        assertSame(request.trace(), span.trace());
        assertSame(request, span.unit());
        assertFalse(span.failed());
        assertEquals(
                Map.of(
                        "order",
                        7L,
                        "express",
                        true,
                        "total",
                        9.5,
                        "customer",
                        "[redacted:email]",
                        "items",
                        "[pen, ink]"),
                attributes(span));
    }

    @Test
    void callsInsideCountForTheRequest() throws Exception {
        AtomicReference<ExternalCall> call = new AtomicReference<>();
        Request request = agent.request(() -> run("checkout", () -> {
            call.set(ExternalCall.start("GET", "https", "api.example.com", 443, "/things"));
            call.get().end();
        }));
        assertEquals(1, request.tally().calls());
        SpanRecord span = agent.spans().stream()
                .filter(s -> s.name().startsWith("checkout"))
                .findFirst()
                .orElseThrow();
        assertEquals(span.spanId(), call.get().parentSpanId());
    }

    @Test
    void aSpanOutsideOfAnyRequestIsATraceOfItsOwn() throws Exception {
        String seen = run("checkout", NOTHING);
        SpanRecord span = only();
        assertEquals(context(span), seen);
        assertEquals(0, span.parentSpanId());
        assertNull(span.unit());
    }

    @Test
    void statusAndExceptionAreKept() throws Exception {
        agent.request(() -> run("failing", NOTHING));
        SpanRecord span = only();
        assertTrue(span.failed());
        assertEquals("sold out", span.failureMessage());
        assertEquals(Map.of("error.type", "java.lang.IllegalStateException"), attributes(span));
        assertEquals(List.of("exception"), names(span.told().events()));
    }

    @Test
    void anExceptionThatTheApplicationDealtWithIsNoFailure() throws Exception {
        agent.request(() -> run("recovered", NOTHING));
        SpanRecord span = only();
        assertFalse(span.failed());
        assertFalse(attributes(span).containsKey("error.type"));
    }

    private static List<String> names(List<SpanEvent> events) {
        return events.stream().map(SpanEvent::name).toList();
    }

    @Test
    void eventsAndLinksAreKept() throws Exception {
        long before = System.currentTimeMillis() - 1000;
        agent.request(() -> run("telling", NOTHING));
        Details told = only().told();
        assertEquals(List.of("taken", "packed by [redacted:email]", "sent", "exception"), names(told.events()));
        SpanEvent taken = told.events().get(0);
        assertTrue(taken.epochNanos() / 1_000_000 > before);
        assertEquals(Map.of(), collected(taken::attributes));
        assertEquals(Map.of("items", 3L), collected(told.events().get(1)::attributes));
        assertEquals(1_700_000_000_000_000_000L, told.events().get(2).epochNanos());
        Map<String, Object> exception = collected(told.events().get(3)::attributes);
        String stack = (String) exception.remove("exception.stacktrace");
        assertTrue(stack.startsWith("java.lang.IllegalStateException: no ink\n  at com.acme.Traced.telling("), stack);
        assertEquals(
                Map.of(
                        "exception.type",
                        "java.lang.IllegalStateException",
                        "exception.message",
                        "no ink",
                        "retried",
                        true),
                exception);
        assertEquals(1, told.links().size());
        SpanLink link = told.links().get(0);
        assertEquals(
                "00-" + Traced.REMOTE + "-b7ad6b7169203331-01", link.trace().traceparent(link.spanId()));
        assertEquals(Map.of("why", "batch"), collected(link::attributes));
    }

    @Test
    void linksThatComeLaterAreKept() throws Exception {
        assumeTrue(version.equals("1.67.0"), "older versions know none");
        agent.request(() -> run("linkedLater", NOTHING));
        assertEquals(Traced.REMOTE, only().told().links().get(0).trace().text());
    }

    @Test
    void eventsAreBoundedAndCounted() throws Exception {
        agent.request(() -> run("babbling", NOTHING));
        Details told = only().told();
        assertEquals(32, told.events().size());
        assertEquals("event 0", told.events().get(0).name());
        assertEquals(100, told.eventCount());
    }

    @Test
    void baggageComesInAndGoesOut() throws Exception {
        List<String> sent = new ArrayList<>();
        Runnable call = () -> {
            ExternalCall made = ExternalCall.start("GET", "https", "api.example.com", 443, "/things");
            Z0.propagation().inject(made, new Propagation.Headers() {
                @Override
                public String get(String name) {
                    return null;
                }

                @Override
                public void set(String name, String value) {
                    if (name.equals("baggage")) {
                        sent.add(value);
                    }
                }
            });
            made.end();
            sent.add("|");
        };
        String operation = "z0.operation_id=op_018f61d5-4c71-7a3e-9b42-6a1f0e8d7c25";
        String inbound = "tenant=acme%20corp;p=1," + operation;
        Request request = Request.start("GET", "/", Map.of("baggage", inbound)::get);
        String own = "campaign=half%20price%2C%2050%25,tenant=acme%20corp;p=1," + operation;
        try (Attachment attached = request.attach()) {
            assertEquals("1 acme corp", run("baggage", call));
            call.run();
        }
        request.end();
        assertEquals(List.of(own, "|", operation, "|", inbound, "|", own, "|", inbound, "|", inbound, "|"), sent);
        sent.clear();
        agent.request(() -> assertEquals("0 null", run("baggage", call)));
        String alone = "campaign=half%20price%2C%2050%25";
        assertEquals(List.of(alone, "|", "|", "|", alone, "|", "|"), sent);
    }

    @Test
    void theFirstEndCounts() throws Exception {
        agent.request(() -> assertEquals("false", run("endedEarlier", NOTHING)));
        SpanRecord span = only();
        assertTrue(span.durationNanos() > 3_000_000_000_000L, () -> "took " + span.durationNanos());
        assertEquals(Map.of(), attributes(span));
    }

    @Test
    void namesAndAttributesAreBounded() throws Exception {
        agent.request(() -> run("hoarding", NOTHING));
        SpanRecord span = only();
        assertTrue(span.name().length() <= 120);
        Map<String, Object> attributes = attributes(span);
        assertEquals(32, attributes.size());
        attributes.values().forEach(value -> assertEquals(1024, ((String) value).length()));
    }

    @Test
    void theCurrentSpanIsTheRequest() throws Exception {
        AtomicReference<String> seen = new AtomicReference<>();
        Request request = agent.request(() -> seen.set(run("current", NOTHING)));
        assertEquals(context(request), seen.get());
        assertEquals("0".repeat(32) + ' ' + "0".repeat(16), run("current", NOTHING));
    }

    @Test
    void whatIsSaidOfTheCurrentSpanReachesTheLine() throws Exception {
        Request request = agent.request(() -> assertEquals("true", run("noted", NOTHING)));
        Map<String, Object> notes = new HashMap<>();
        request.notes().forEach(notes::put);
        assertEquals(Map.of("basket", 3L), notes);
        assertEquals(List.of("filled", "exception"), names(request.told().events()));
        assertEquals("no ink", request.logged().message());
        assertEquals(200, request.status());
    }

    @Test
    void aTraceOfItsOwnStillCountsForTheRequest() throws Exception {
        for (String way : List.of("root", "remoteParent")) {
            agent.clear();
            AtomicReference<String> seen = new AtomicReference<>();
            Request request = agent.request(
                    () -> seen.set(run(way, () -> ExternalCall.start("GET", "https", "api.example.com", 443, "/things")
                            .end())));
            assertEquals(1, request.tally().calls(), way);
            SpanRecord span = agent.spans().stream()
                    .filter(s -> !(s instanceof ExternalCall))
                    .findFirst()
                    .orElseThrow();
            assertEquals(context(span), seen.get());
            assertNotEquals(request.trace().text(), span.trace().text());
            assertSame(request, span.unit());
            if (way.equals("remoteParent")) {
                assertEquals(Traced.REMOTE, span.trace().text());
                assertEquals("b7ad6b7169203331", Ids.hex(span.parentSpanId()));
            }
        }
    }

    @Test
    void itsContextCarriesTheRequestToAnotherThread() throws Exception {
        AtomicReference<SpanRecord> seen = new AtomicReference<>();
        Request request = agent.request(() -> run("onAnotherThread", () -> seen.set(SpanRecord.current())));
        assertSame(request, seen.get());
    }

    @Test
    void aForgottenScopeEndsWithTheRequest() throws Exception {
        agent.request(() -> run("forgets", NOTHING));
        assertNull(SpanRecord.current());
        AtomicReference<String> seen = new AtomicReference<>();
        Request next = agent.request(() -> {
            assertEquals(context(SpanRecord.current()), run("current", NOTHING));
            seen.set(run("remembers", NOTHING));
            assertTrue(SpanRecord.current() instanceof Request);
        });
        assertEquals(context(next), seen.get());
    }

    @Test
    void aContextThatOutlivedItsRequestTakesNothingFromTheNext() throws Exception {
        AtomicReference<String> seen = new AtomicReference<>();
        Request first = agent.request(() -> assertEquals(context(SpanRecord.current()), run("keeps", NOTHING)));
        Request next = agent.request(() ->
                seen.set(run("insideKept", () -> ExternalCall.start("GET", "https", "api.example.com", 443, "/things")
                        .end())));
        assertEquals(context(next), seen.get());
        assertEquals(1, next.tally().calls());
        assertEquals(context(first), run("insideKept", NOTHING));
    }

    @Test
    void whoAsksForNothingGetsNothing() throws Exception {
        Request request = agent.request(() -> run("refusing", NOTHING));
        assertEquals(List.of(), agent.spans());
        assertNull(request.notes());
    }

    @Test
    void spansOfItsOwnSdkAreChildrenOfTheRequest() throws Exception {
        AtomicReference<String> exported = new AtomicReference<>();
        AtomicReference<SpanRecord> around = new AtomicReference<>();
        Request request = agent.request(() -> exported.set(run("ownSdk", () -> around.set(SpanRecord.current()))));
        String[] spans = exported.get().split("\n");
        assertEquals(2, spans.length);
        String[] inner = spans[0].split(" ");
        String[] outer = spans[1].split(" ");
        assertEquals("outer", outer[3]);
        assertEquals(request.trace().text(), outer[0]);
        assertEquals(Ids.hex(request.spanId()), outer[1]);
        assertEquals(request.trace().text(), inner[0]);
        assertEquals(outer[2], inner[1]);
        assertSame(request, around.get());
        assertEquals(List.of(), agent.spans());
    }
}
