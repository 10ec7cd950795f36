package dev.z0.exporter.otlp;

import dev.z0.agent.core.id.Ids;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.support.Clock;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

/**
 * A span as z0 recorded it, seen as OpenTelemetry's exporters want to see it. Filled anew for one delivery after the
 * other, since nothing of a delivery is kept; so it is its own {@link SpanContext}, too.
 */
final class RecordedSpan implements SpanData, SpanContext {
    private static final InstrumentationScopeInfo SCOPE = InstrumentationScopeInfo.create("z0");
    private static final StatusData ERROR = StatusData.create(StatusCode.ERROR, "");

    private final Resource resource;
    private final SpanAttributes attributes = new SpanAttributes();
    private final byte[] digits = new byte[16];
    private SpanRecord span;
    private String spanId;
    private SpanContext parent;

    RecordedSpan(Resource resource) {
        this.resource = resource;
    }

    /**
     * Shows this span from here on.
     *
     * @param before the view of the span before it in the delivery, often one with the same parent; or null
     */
    RecordedSpan of(SpanRecord recorded, RecordedSpan before) {
        span = recorded;
        spanId = hex(recorded.spanId());
        long parentId = recorded.parentSpanId();
        if (parentId == 0) {
            parent = SpanContext.getInvalid();
        } else if (before != null
                && before.span.parentSpanId() == parentId
                && before.span.trace() == recorded.trace()) {
            parent = before.parent;
        } else {
            parent = SpanContext.create(getTraceId(), hex(parentId), getTraceFlags(), TraceState.getDefault());
        }
        attributes.of(recorded);
        return this;
    }

    private String hex(long id) {
        Ids.hex(id, digits, 0);
        return new String(digits, StandardCharsets.ISO_8859_1);
    }

    /** Shows nothing, and keeps nothing alive. */
    void clear() {
        span = null;
        parent = null;
        attributes.clear();
    }

    @Override
    public String getTraceId() {
        return span.trace().text();
    }

    @Override
    public String getSpanId() {
        return spanId;
    }

    @Override
    public TraceFlags getTraceFlags() {
        return TraceFlags.getSampled();
    }

    @Override
    public TraceState getTraceState() {
        return TraceState.getDefault();
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public String getName() {
        return span.name();
    }

    @Override
    public SpanKind getKind() {
        return span.kind();
    }

    @Override
    public SpanContext getSpanContext() {
        return this;
    }

    @Override
    public SpanContext getParentSpanContext() {
        return parent;
    }

    @Override
    public StatusData getStatus() {
        if (!span.failed()) {
            return StatusData.unset();
        }
        String message = span.failureMessage();
        return message == null ? ERROR : StatusData.create(StatusCode.ERROR, message);
    }

    @Override
    public long getStartEpochNanos() {
        return Clock.epochNanos(span.startNanos());
    }

    @Override
    public long getEndEpochNanos() {
        return getStartEpochNanos() + span.durationNanos();
    }

    @Override
    public Attributes getAttributes() {
        return attributes;
    }

    @Override
    public int getTotalAttributeCount() {
        return attributes.size();
    }

    @Override
    public List<EventData> getEvents() {
        return Collections.emptyList();
    }

    @Override
    public List<LinkData> getLinks() {
        return Collections.emptyList();
    }

    @Override
    public boolean hasEnded() {
        return true;
    }

    @Override
    public int getTotalRecordedEvents() {
        return 0;
    }

    @Override
    public int getTotalRecordedLinks() {
        return 0;
    }

    @Override
    @Deprecated
    @SuppressWarnings("deprecation")
    public io.opentelemetry.sdk.common.InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
        return io.opentelemetry.sdk.common.InstrumentationLibraryInfo.create("z0", null);
    }

    @Override
    public InstrumentationScopeInfo getInstrumentationScopeInfo() {
        return SCOPE;
    }

    @Override
    public Resource getResource() {
        return resource;
    }
}
