package dev.z0.testing;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.config.Settings;
import dev.z0.agent.core.export.AgentMessage;
import dev.z0.agent.core.export.Exporter;
import dev.z0.agent.core.export.Pipeline;
import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.Measurement;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.record.Summary;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.weaver.Weaver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import net.bytebuddy.agent.ByteBuddyAgent;

/**
 * z0 in the test's own JVM: weaves instrumentations into it, for the rest of its life, and keeps what they record. One
 * agent a JVM; every call of {@link #start} adds what isn't woven yet.
 */
public final class TestAgent {
    private static final long PATIENCE_SECONDS = 20;
    private static final TestAgent INSTANCE = new TestAgent();

    private final List<Class<?>> woven = new ArrayList<>();
    private final List<Weaver> weavers = new ArrayList<>();
    private final List<SpanRecord> spans = new ArrayList<>();
    private final List<Summary> units = new ArrayList<>();
    private final List<AgentMessage> messages = new ArrayList<>();
    private final List<Measurement> measurements = new ArrayList<>();

    private TestAgent() {
        configure(Collections.emptyMap());
    }

    /** Weaves these instrumentations, those that are not woven yet. */
    public static synchronized TestAgent start(Instrumentation... instrumentations) {
        List<Instrumentation> missing = new ArrayList<>();
        for (Instrumentation instrumentation : instrumentations) {
            if (!INSTANCE.woven.contains(instrumentation.getClass())) {
                INSTANCE.woven.add(instrumentation.getClass());
                missing.add(instrumentation);
            }
        }
        if (!missing.isEmpty()) {
            try {
                Weaver weaver = new Weaver(missing, TestAgent.class.getClassLoader());
                weaver.install(ByteBuddyAgent.install());
                INSTANCE.weavers.add(weaver);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        return INSTANCE;
    }

    /** Asks the instrumentations of a family for their hooks once more. */
    public void weaveAgain(String family) {
        for (Weaver weaver : weavers) {
            weaver.weaveAgain(family, ByteBuddyAgent.install());
        }
    }

    /** Starts afresh with these environment variables as the configuration. */
    public void configure(Map<String, String> environment) {
        Pipeline pipeline = new Pipeline(100_000);
        Z0.configure(Settings.load(environment, new Properties(), null), pipeline);
        pipeline.start(new Collector());
    }

    /** Runs code as one GET request, and answers the request once it has ended and its tally is complete. */
    public Request request(Work work) throws Exception {
        Request request = Request.start("GET", "/test", name -> null);
        try (Attachment attached = request.attach()) {
            work.run();
            request.status(200);
        } catch (Exception e) {
            request.fail(e);
            throw e;
        } finally {
            request.end();
            flush();
        }
        return request;
    }

    /** Code that may throw. */
    @FunctionalInterface
    public interface Work {
        /** Runs it. */
        void run() throws Exception;
    }

    /** Everything that has ended and was not cleared: spans that are not units. */
    public List<SpanRecord> spans() {
        flush();
        synchronized (this) {
            return new ArrayList<>(spans);
        }
    }

    /** Every unit that has ended and was not cleared. */
    public List<Summary> units() {
        flush();
        synchronized (this) {
            return new ArrayList<>(units);
        }
    }

    /** What z0 said about itself. */
    public List<AgentMessage> messages() {
        flush();
        synchronized (this) {
            return new ArrayList<>(messages);
        }
    }

    /** What was measured for metrics of the rules and not cleared. */
    public List<Measurement> measurements() {
        flush();
        synchronized (this) {
            return new ArrayList<>(measurements);
        }
    }

    /** Waits until so many units have ended since the last {@link #clear}; fails after twenty seconds. */
    public List<Summary> awaitUnits(int count) {
        return await(units, count);
    }

    /** Waits until so many spans have ended since the last {@link #clear}; fails after twenty seconds. */
    public List<SpanRecord> awaitSpans(int count) {
        return await(spans, count);
    }

    private synchronized <T> List<T> await(List<T> list, int count) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (list.size() < count) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("after " + PATIENCE_SECONDS + " s only " + list.size() + " of " + count);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return new ArrayList<>(list);
    }

    /** Forgets what was recorded so far. */
    public void clear() {
        flush();
        synchronized (this) {
            spans.clear();
            units.clear();
            messages.clear();
            measurements.clear();
        }
    }

    private static void flush() {
        Z0.pipeline().flush(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    }

    private final class Collector implements Exporter {
        @Override
        public void span(SpanRecord span) {
            synchronized (TestAgent.this) {
                spans.add(span);
                TestAgent.this.notifyAll();
            }
        }

        @Override
        public void unit(Summary unit) {
            synchronized (TestAgent.this) {
                units.add(unit);
                TestAgent.this.notifyAll();
            }
        }

        @Override
        public void measurement(Measurement measurement) {
            synchronized (TestAgent.this) {
                measurements.add(measurement);
            }
        }

        @Override
        public void message(AgentMessage message) {
            synchronized (TestAgent.this) {
                messages.add(message);
            }
        }
    }
}
