package dev.z0.agent.core.record;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.id.Trace;
import dev.z0.agent.core.redact.Redactor;
import dev.z0.agent.core.support.Clock;
import io.opentelemetry.api.trace.SpanKind;

/**
 * A span that the application makes itself, through a tracing API of its own. Takes and gives nothing but the JDK's
 * types, because the application's OpenTelemetry is another one than z0's. Thread-safe.
 */
public final class ApplicationSpan extends SpanRecord {
    private static final int LONGEST_NAME = 120;

    private final Details details = new Details();
    private final SpanKind kind;
    private volatile String name;
    private volatile boolean failed;
    private volatile boolean succeeded;
    private volatile String description;

    private ApplicationSpan(SpanRecord parent, String name, String kind) {
        super(parent);
        this.name = name;
        this.kind = SpanKind.valueOf(kind);
    }

    private ApplicationSpan(Trace trace, long parentSpanId, String name, String kind) {
        super(trace, parentSpanId, SpanRecord.currentUnit());
        this.name = name;
        this.kind = SpanKind.valueOf(kind);
    }

    /**
     * Starts inside {@code parent}.
     *
     * @param name the span's name, in the application's own words
     * @param kind the name of one of OpenTelemetry's kinds of spans
     */
    public static ApplicationSpan start(String name, String kind, SpanRecord parent) {
        return new ApplicationSpan(parent, name, kind);
    }

    /**
     * Starts in a trace that the application chose. What happens inside still counts into the current unit.
     *
     * @param traceparent the parent, as W3C's header of that name tells it; null or invalid for a new trace
     */
    public static ApplicationSpan startElsewhere(String name, String kind, String traceparent) {
        Trace told = Trace.parse(traceparent, null, null);
        boolean sampled = Z0.sampler().sample(told);
        return told == null
                ? new ApplicationSpan(Trace.random(sampled, null), 0, name, kind)
                : new ApplicationSpan(told.sampledAs(sampled), Trace.parentOf(traceparent), name, kind);
    }

    /** The application found a better name. */
    public void rename(String better) {
        name = better;
    }

    @Override
    Details place() {
        return details;
    }

    @Override
    public Details told() {
        return details;
    }

    /** The application says that it failed, unless it said that it succeeded; {@code why} may be null. */
    public void failed(String why) {
        if (!succeeded) {
            description = why;
            failed = true;
        }
    }

    /** The application says that it succeeded, whatever else seems. */
    public void succeeded() {
        succeeded = true;
        failed = false;
    }

    /** Ends it at a time of the wall clock, in nanoseconds since the epoch. */
    public void endAt(long epochNanos) {
        long now = System.nanoTime();
        end(Math.max(startNanos(), now + epochNanos - Clock.epochNanos(now)));
    }

    @Override
    public boolean failed() {
        return failed;
    }

    @Override
    public String failureMessage() {
        return description == null ? super.failureMessage() : Redactor.text(description);
    }

    @Override
    void addTo(Tally tally) {
        // A span alone counts nothing.
    }

    @Override
    public String name() {
        return shown(name);
    }

    /** A name in the application's own words, redacted and cut. */
    static String shown(String name) {
        String redacted = Redactor.text(name);
        return redacted.length() <= LONGEST_NAME ? redacted : Redactor.clean(redacted, LONGEST_NAME);
    }

    @Override
    public SpanKind kind() {
        return kind;
    }

    @Override
    public void attributes(AttributeSink out) {
        if (failed && failure() != null) {
            details.put("error.type", errorType());
        }
        details.attributes(out);
    }
}
