package dev.z0.instrumentation.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.z0.agent.core.export.AgentMessage;
import dev.z0.agent.core.id.Ids;
import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.Operation;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.testing.TestAgent;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every logging library must pass, whichever thread writes its events. */
abstract class LoggingSuite {
    /** What events carried when they were written. */
    final BlockingQueue<Map<String, String>> written = new LinkedBlockingQueue<>();

    TestAgent agent;

    /** All of them at once, as in the jar. */
    static TestAgent weave() {
        return TestAgent.start(new Logback(), new Log4j(), new JavaLogging(), new JbossLogging());
    }

    /** Sets the logger up, with an appender that puts what events carry into {@link #written}. */
    abstract void open();

    abstract void close();

    abstract void info(String message);

    abstract void warn(String message);

    abstract void error(String message, Throwable thrown);

    /** Sets a key of the thread's own context. */
    abstract void put(String key, String value);

    abstract String get(String key);

    abstract void remove(String key);

    @BeforeEach
    void start() {
        agent = weave();
        agent.configure(Collections.emptyMap());
        open();
    }

    @AfterEach
    void stop() {
        close();
    }

    Map<String, String> next() throws InterruptedException {
        Map<String, String> event = written.poll(20, TimeUnit.SECONDS);
        assertNotNull(event, "no event was written");
        return event;
    }

    @Test
    void idsOfARequest() throws Exception {
        AtomicReference<SpanRecord> span = new AtomicReference<>();
        Request request = agent.request(() -> {
            span.set(SpanRecord.current());
            SpanRecord.currentUnit().tenant("acme");
            info("hello");
            assertNull(get("request_id"), "the thread's own context is left alone");
        });
        Map<String, String> event = next();
        assertEquals(request.requestId(), event.get("request_id"));
        assertEquals(request.trace().text(), event.get("trace_id"));
        assertEquals(Ids.hex(span.get().spanId()), event.get("span_id"));
        assertEquals("acme", event.get("tenant_id"));
        assertNull(event.get("operation_id"));
    }

    @Test
    void goneAfterIt() throws Exception {
        info("before");
        agent.request(() -> info("during"));
        info("after");
        assertEquals(Collections.emptyMap(), next());
        assertNotNull(next().get("request_id"));
        assertEquals(Collections.emptyMap(), next());
    }

    @Test
    void everyEventItsOwn() throws Exception {
        Request first = agent.request(() -> info("one"));
        Request second = agent.request(() -> info("two"));
        assertEquals(first.requestId(), next().get("request_id"));
        assertEquals(second.requestId(), next().get("request_id"));
    }

    @Test
    void whatTheApplicationSetStays() throws Exception {
        put("request_id", "mine");
        put("colour", "blue");
        try {
            Request request = agent.request(() -> info("hello"));
            Map<String, String> event = next();
            assertEquals("mine", event.get("request_id"));
            assertEquals("blue", event.get("colour"));
            assertEquals(request.trace().text(), event.get("trace_id"));
            assertEquals("mine", get("request_id"));
        } finally {
            remove("request_id");
            remove("colour");
        }
        info("after");
        assertEquals(Collections.emptyMap(), next());
    }

    @Test
    void idsOfAnOperationInsideARun() throws Exception {
        CronRun run = CronRun.start(new Job("Nightly", "nightly", null), -1);
        Operation operation;
        try (Attachment outer = run.attach()) {
            info("run");
            operation = Operation.start("z0.app.nightly.part");
            try (Attachment inner = operation.attach()) {
                error("part failed", null);
            }
            operation.end();
        }
        run.end(null, null);
        assertEquals(run.operationId(), next().get("operation_id"));
        Map<String, String> inside = next();
        assertEquals(operation.operationId(), inside.get("operation_id"));
        assertNull(inside.get("request_id"));
        assertEquals("part failed", operation.logged().message());
        assertEquals("part failed", run.logged().message());
    }

    @Test
    void errorsReachTheUnit() throws Exception {
        IllegalStateException thrown = new IllegalStateException("no stock");
        Request request = agent.request(() -> {
            warn("not this");
            error("order failed", thrown);
            error("again", null);
        });
        assertEquals("order failed", request.logged().message());
        assertSame(thrown, request.logged().thrown());
        assertEquals(2, request.loggedCount());
    }

    @Test
    void errorsOutsideAnyUnitAreNobodys() throws Exception {
        error("alone", new IllegalStateException());
        Request request = agent.request(() -> info("fine"));
        assertNull(request.logged());
        assertEquals(
                List.of(), agent.messages().stream().map(AgentMessage::text).toList());
    }
}
