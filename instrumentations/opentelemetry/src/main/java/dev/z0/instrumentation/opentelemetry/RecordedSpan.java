package dev.z0.instrumentation.opentelemetry;

import dev.z0.agent.core.id.Ids;
import dev.z0.agent.core.record.ApplicationSpan;
import dev.z0.agent.core.record.SpanEvent;
import dev.z0.agent.core.record.SpanLink;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.record.Summary;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.concurrent.TimeUnit;

/**
 * A span of z0's as the application sees it: one that it made, which it names and ends; or the request, run or call it
 * works for, to which it may add attributes, events, links and exceptions. Thread-safe.
 */
final class RecordedSpan implements Span {
    private final SpanRecord record;

    RecordedSpan(SpanRecord record) {
        this.record = record;
    }

    /** What {@code span} stands for; null where it isn't z0's, or null. */
    static SpanRecord recordOf(Span span) {
        return span instanceof RecordedSpan ? ((RecordedSpan) span).record : null;
    }

    private ApplicationSpan own() {
        return record instanceof ApplicationSpan ? (ApplicationSpan) record : null;
    }

    private Summary unit() {
        return record instanceof Summary ? (Summary) record : null;
    }

    @Override
    public <T> Span setAttribute(AttributeKey<T> key, T value) {
        Object kept = key == null ? null : AttributeValues.kept(key.getKey(), value);
        if (kept != null && isRecording()) {
            record.attribute(key.getKey(), kept);
        }
        return this;
    }

    @Override
    public Span setStatus(StatusCode status, String description) {
        if (!isRecording()) {
            return this;
        }
        if (own() != null) {
            if (status == StatusCode.ERROR) {
                own().failed(description == null || description.isEmpty() ? null : description);
            } else if (status == StatusCode.OK) {
                own().succeeded();
            }
        } else if (unit() != null && status == StatusCode.ERROR && description != null && !description.isEmpty()) {
            unit().logged(description, null);
        }
        return this;
    }

    @Override
    public Span recordException(Throwable thrown, Attributes about) {
        if (thrown != null && isRecording()) {
            if (own() != null) {
                own().fail(thrown);
            } else if (unit() != null) {
                unit().logged(thrown.getMessage(), thrown);
            }
            happened(SpanEvent.exception(thrown), about);
        }
        return this;
    }

    @Override
    public Span updateName(String name) {
        if (name != null && own() != null && isRecording()) {
            own().rename(name);
        }
        return this;
    }

    @Override
    public void end() {
        if (own() != null) {
            own().end();
        }
    }

    @Override
    public void end(long time, TimeUnit unit) {
        if (time == 0) {
            end();
        } else if (own() != null) {
            own().endAt(unit.toNanos(time));
        }
    }

    @Override
    public SpanContext getSpanContext() {
        return SpanContext.create(
                record.trace().text(),
                Ids.hex(record.spanId()),
                record.trace().sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                TraceState.getDefault());
    }

    @Override
    public boolean isRecording() {
        return !record.ended();
    }

    @Override
    public Span addEvent(String name, Attributes about) {
        return name == null || !isRecording() ? this : happened(SpanEvent.now(name), about);
    }

    @Override
    public Span addEvent(String name, Attributes about, long time, TimeUnit unit) {
        if (time == 0 || unit == null) {
            return addEvent(name, about);
        }
        return name == null || !isRecording() ? this : happened(SpanEvent.at(name, unit.toNanos(time)), about);
    }

    private Span happened(SpanEvent event, Attributes about) {
        AttributeValues.each(about, event::attribute);
        record.event(event);
        return this;
    }

    @Override
    public Span addLink(SpanContext other, Attributes about) {
        SpanLink link = isRecording() ? link(other, about) : null;
        if (link != null) {
            record.link(link);
        }
        return this;
    }

    /** Null where it leads nowhere. */
    static SpanLink link(SpanContext other, Attributes about) {
        SpanLink link = other == null ? null : SpanLink.to(RecordedSpanBuilder.traceparent(other));
        if (link != null) {
            AttributeValues.each(about, link::attribute);
        }
        return link;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecordedSpan && ((RecordedSpan) other).record == record;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(record);
    }
}
