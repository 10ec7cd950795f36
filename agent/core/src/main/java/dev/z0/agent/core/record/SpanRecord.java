package dev.z0.agent.core.record;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.id.Ids;
import dev.z0.agent.core.id.Trace;
import io.opentelemetry.api.trace.SpanKind;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * One timed thing that happened: a span, as small as it can be. The application's thread makes it, fills it and ends
 * it; from then on it belongs to z0's own thread, which counts it into its unit's line, into metrics, and exports it.
 * Names and attributes are worked out only there. Times are {@link System#nanoTime}.
 */
public abstract class SpanRecord {
    private static final AtomicIntegerFieldUpdater<SpanRecord> ENDED =
            AtomicIntegerFieldUpdater.newUpdater(SpanRecord.class, "ended");

    /** So many first bits of a span id name its unit: ten hexadecimal digits. */
    public static final int UNIT_BITS = 40;

    static final long UNIT_MASK = -1L << 64 - UNIT_BITS;

    private final Trace trace;
    private final Summary enclosing;
    private final long spanId;
    private final long parentSpanId;
    private final long startNanos = System.nanoTime();
    private long endNanos;
    private Throwable failure;
    private volatile int ended;

    /** A span inside {@code parent}, or the only one of a new trace where that is null. */
    protected SpanRecord(SpanRecord parent) {
        if (parent == null) {
            trace = Trace.random(Z0.sampler().sampleRoot(), null);
            enclosing = null;
            parentSpanId = 0;
        } else {
            trace = parent.trace;
            enclosing = parent.unit();
            parentSpanId = parent.spanId;
        }
        spanId = this instanceof Summary ? unitSpanId() : enclosing == null ? Ids.random() : enclosing.nextSpanId();
    }

    /** The first span of this process in {@code trace}. */
    protected SpanRecord(Trace trace, long parentSpanId) {
        this.trace = trace;
        this.enclosing = null;
        this.parentSpanId = parentSpanId;
        this.spanId = unitSpanId();
    }

    /** A span of another trace than its unit's, which nevertheless counts it; {@code unit} may be null. */
    SpanRecord(Trace trace, long parentSpanId, Summary unit) {
        this.trace = trace;
        this.enclosing = unit;
        this.parentSpanId = parentSpanId;
        this.spanId = unit == null ? Ids.random() : unit.nextSpanId();
    }

    private static long unitSpanId() {
        return Ids.random() & UNIT_MASK | Long.MIN_VALUE >>> 1; // never 0
    }

    /** The innermost span that the current thread works for, or null. */
    public static SpanRecord current() {
        return Attachment.currentSpan();
    }

    /** The innermost unit that the current thread works for, or null. */
    public static Summary currentUnit() {
        SpanRecord span = current();
        return span == null ? null : span.unit();
    }

    /** The current thread works for this span until the answer is closed, on the same thread. */
    public final Attachment attach() {
        return new Attachment(this, true);
    }

    /** As {@link #attach}, for a call so short that it costs less than to measure it. */
    public final Attachment attachBriefly() {
        return new Attachment(this, false);
    }

    /** The current thread works for nothing until the answer is closed, on the same thread. */
    public static Stretch detach() {
        return new Detachment();
    }

    /** The unit that this span counts into: the enclosing one, or itself. Null outside any. */
    public Summary unit() {
        return enclosing;
    }

    /** The unit around this span; null for an outermost unit. */
    public final Summary enclosing() {
        return enclosing;
    }

    /** The trace that this span is part of. */
    public final Trace trace() {
        return trace;
    }

    /** This span's id. */
    public final long spanId() {
        return spanId;
    }

    /** The id of the span around this one, 0 for none. */
    public final long parentSpanId() {
        return parentSpanId;
    }

    /** When it started. */
    public final long startNanos() {
        return startNanos;
    }

    /** When it ended. */
    public final long endNanos() {
        return endNanos;
    }

    /** How long it took, in nanoseconds. */
    public final long durationNanos() {
        return endNanos - startNanos;
    }

    /** Notes what went wrong. The first one stays. */
    public void fail(Throwable thrown) {
        if (failure == null) {
            failure = thrown;
        }
    }

    /** OpenTelemetry's {@code error.type}: the class of the exception that decided, as {@link Failure} tells it; null for none. */
    public String errorType() {
        Throwable thrown = failure();
        return thrown == null ? null : Causes.className(thrown);
    }

    /** What went wrong, or null. */
    public final Throwable failure() {
        return failure;
    }

    /** What went wrong, in words, redacted; or null. Not for the application's threads. */
    public String failureMessage() {
        return failure == null ? null : Causes.message(Causes.deciding(failure), 0);
    }

    /**
     * Notes something that the application knows of what this span stands for. Kinds of spans that have no place for it
     * leave it out. {@code value} is a String, Long, Double or Boolean.
     */
    public final void attribute(String key, Object value) {
        Details place = place();
        if (place != null) {
            place.put(key, value);
        }
    }

    /** Notes an event, as {@link #attribute}. */
    public final void event(SpanEvent event) {
        Details place = place();
        if (place != null) {
            place.add(event);
        }
    }

    /** Notes a link, as {@link #attribute}. */
    public final void link(SpanLink link) {
        Details place = place();
        if (place != null) {
            place.add(link);
        }
    }

    /** Where to note what the application tells; null where there is no such place: most spans speak for themselves. */
    Details place() {
        return null;
    }

    /** What the application told; null for nothing. */
    public Details told() {
        return null;
    }

    /** Whether it failed, by an exception or by what came back. */
    public boolean failed() {
        return failure != null;
    }

    /** Whether it has ended. */
    public final boolean ended() {
        return ended != 0;
    }

    /** Ends the span and hands it over. Only the first call does anything, from whichever thread. */
    public final void end() {
        end(System.nanoTime());
    }

    /** As {@link #end()}, at a time already read. */
    public final void end(long nanos) {
        if (ENDED.compareAndSet(this, 0, 1)) {
            endNanos = nanos;
            handOver();
        }
    }

    /** Ends the span without handing it over; answers whether it was still open. */
    final boolean drop() {
        return ENDED.compareAndSet(this, 0, 1);
    }

    void handOver() {
        if (enclosing == null) {
            Z0.pipeline().offer(this);
        } else {
            enclosing.finished(this);
        }
    }

    /** Counts this span into a unit's tally. Called on z0's thread, for each unit around it. */
    abstract void addTo(Tally tally);

    /** Whether it is worth a span of its own in a trace, or only counts. Known once it has ended. */
    public boolean isWorthASpan() {
        return true;
    }

    /** The span's name, {@code z0.layer.component.operation}. Called on z0's thread. */
    public abstract String name();

    /** The span's kind. */
    public SpanKind kind() {
        return SpanKind.INTERNAL;
    }

    /** Names everything known of this span, by OpenTelemetry's semantic conventions. Called on z0's thread. */
    public abstract void attributes(AttributeSink out);
}
