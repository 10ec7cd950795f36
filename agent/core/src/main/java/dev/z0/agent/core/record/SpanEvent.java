package dev.z0.agent.core.record;

import dev.z0.agent.core.support.Clock;
import io.opentelemetry.api.common.AttributeKey;
import java.util.Collections;

/** Something that happened at one moment of a span, as the application tells it. */
public final class SpanEvent {
    private static final AttributeKey<String> TYPE = AttributeKey.stringKey("exception.type");
    private static final AttributeKey<String> MESSAGE = AttributeKey.stringKey("exception.message");
    private static final AttributeKey<String> STACK = AttributeKey.stringKey("exception.stacktrace");

    private final String name;
    private final long epochNanos;
    private final Throwable thrown;
    private final Details attributes = new Details();

    private SpanEvent(String name, long epochNanos, Throwable thrown) {
        this.name = name;
        this.epochNanos = epochNanos;
        this.thrown = thrown;
    }

    /** It happens now. */
    public static SpanEvent now(String name) {
        return at(name, Clock.epochNanos(System.nanoTime()));
    }

    /** It happened at this time, in nanoseconds since the epoch. */
    public static SpanEvent at(String name, long epochNanos) {
        return new SpanEvent(name, epochNanos, null);
    }

    /** An exception, which the application may have dealt with. */
    public static SpanEvent exception(Throwable thrown) {
        return new SpanEvent("exception", Clock.epochNanos(System.nanoTime()), thrown);
    }

    /** Notes something about it: a String, Long, Double or Boolean. */
    public void attribute(String key, Object value) {
        attributes.put(key, value);
    }

    /** What it is called, redacted and cut. */
    public String name() {
        return ApplicationSpan.shown(name);
    }

    /** When it happened, in nanoseconds since the epoch. */
    public long epochNanos() {
        return epochNanos;
    }

    /** Names everything known of it. Called on z0's thread. */
    public void attributes(AttributeSink out) {
        if (thrown != null) {
            out.put(TYPE, thrown.getClass().getName());
            out.put(MESSAGE, Causes.message(Collections.singletonList(thrown), 0));
            out.put(STACK, Stack.of(Causes.chain(thrown)));
        }
        attributes.attributes(out);
    }
}
