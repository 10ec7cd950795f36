package dev.z0.agent.core.record;

import dev.z0.agent.core.id.Trace;

/** Another span, mostly of another trace, that the application says a span has to do with. */
public final class SpanLink {
    private final Trace trace;
    private final long spanId;
    private final Details attributes = new Details();

    private SpanLink(Trace trace, long spanId) {
        this.trace = trace;
        this.spanId = spanId;
    }

    /** To the span that W3C's header of this name tells; null where it tells none. */
    public static SpanLink to(String traceparent) {
        Trace trace = Trace.parse(traceparent, null, null);
        return trace == null ? null : new SpanLink(trace, Trace.parentOf(traceparent));
    }

    /** Notes something about it: a String, Long, Double or Boolean. */
    public void attribute(String key, Object value) {
        attributes.put(key, value);
    }

    /** The other span's trace. */
    public Trace trace() {
        return trace;
    }

    /** The other span. */
    public long spanId() {
        return spanId;
    }

    /** Names everything known of the link. Called on z0's thread. */
    public void attributes(AttributeSink out) {
        attributes.attributes(out);
    }
}
