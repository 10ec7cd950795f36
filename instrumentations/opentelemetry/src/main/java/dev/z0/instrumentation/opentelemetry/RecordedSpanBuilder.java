package dev.z0.instrumentation.opentelemetry;

import dev.z0.agent.core.record.ApplicationSpan;
import dev.z0.agent.core.record.SpanLink;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.support.Failures;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Gathers what a span begins with. It begins when it is started. Used by one thread. */
final class RecordedSpanBuilder implements SpanBuilder {
    private static final int MOST = 32;

    private final String name;
    private final Map<String, Object> attributes = new LinkedHashMap<>();
    private final List<SpanLink> links = new ArrayList<>(0);
    private SpanKind kind = SpanKind.INTERNAL;
    private Context parent;

    RecordedSpanBuilder(String name) {
        this.name = name == null ? "" : name;
    }

    @Override
    public Span startSpan() {
        try {
            ApplicationSpan span = start();
            attributes.forEach(span::attribute);
            links.forEach(span::link);
            return new RecordedSpan(span);
        } catch (RuntimeException e) {
            Failures.note("opentelemetry", e);
            return Span.getInvalid();
        }
    }

    private ApplicationSpan start() {
        Span around = Span.fromContext(parent == null ? Context.current() : parent);
        SpanRecord record = RecordedSpan.recordOf(around);
        return record == null
                ? ApplicationSpan.startElsewhere(name, kind.name(), traceparent(around.getSpanContext()))
                : ApplicationSpan.start(name, kind.name(), record);
    }

    /** As W3C's header of this name; null for none. */
    static String traceparent(SpanContext of) {
        return of.isValid() ? "00-" + of.getTraceId() + '-' + of.getSpanId() + (of.isSampled() ? "-01" : "-00") : null;
    }

    @Override
    public SpanBuilder setParent(Context context) {
        parent = context;
        return this;
    }

    @Override
    public SpanBuilder setNoParent() {
        parent = Context.root();
        return this;
    }

    @Override
    public SpanBuilder setSpanKind(SpanKind told) {
        kind = told == null ? kind : told;
        return this;
    }

    @Override
    public SpanBuilder setAttribute(String key, String value) {
        return put(key, value);
    }

    @Override
    public SpanBuilder setAttribute(String key, long value) {
        return put(key, value);
    }

    @Override
    public SpanBuilder setAttribute(String key, double value) {
        return put(key, value);
    }

    @Override
    public SpanBuilder setAttribute(String key, boolean value) {
        return put(key, value);
    }

    @Override
    public <T> SpanBuilder setAttribute(AttributeKey<T> key, T value) {
        return key == null ? this : put(key.getKey(), value);
    }

    private SpanBuilder put(String key, Object value) {
        Object kept = AttributeValues.kept(key, value);
        if (kept != null && (attributes.size() < MOST || attributes.containsKey(key))) {
            attributes.put(key, kept);
        }
        return this;
    }

    @Override
    public SpanBuilder addLink(SpanContext other) {
        return addLink(other, Attributes.empty());
    }

    @Override
    public SpanBuilder addLink(SpanContext other, Attributes about) {
        SpanLink link = links.size() < MOST ? RecordedSpan.link(other, about) : null;
        if (link != null) {
            links.add(link);
        }
        return this;
    }

    @Override
    public SpanBuilder setStartTimestamp(long time, TimeUnit unit) {
        return this;
    }
}
