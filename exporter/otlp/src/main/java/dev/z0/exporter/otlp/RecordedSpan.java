package dev.z0.exporter.otlp;

import dev.z0.agent.core.id.Ids;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.redact.Redactor;
import dev.z0.agent.core.support.Clock;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
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
import java.util.Collections;
import java.util.List;

/** A span as z0 recorded it, seen as OpenTelemetry's exporters want to see it. Lives as long as one delivery. */
final class RecordedSpan implements SpanData {
    private static final InstrumentationScopeInfo SCOPE = InstrumentationScopeInfo.create("z0");
    private static final StatusData ERROR = StatusData.create(StatusCode.ERROR, "");

    private final SpanRecord span;
    private final Resource resource;
    private final SpanContext context;
    private final SpanContext parent;
    private final SpanAttributes attributes;

    RecordedSpan(SpanRecord span, Resource resource) {
        this.span = span;
        this.resource = resource;
        context = context(span.spanId());
        parent = span.parentSpanId() == 0 ? SpanContext.getInvalid() : context(span.parentSpanId());
        attributes = new SpanAttributes(span);
    }

    private SpanContext context(long spanId) {
        return SpanContext.create(
                span.trace().text(), Ids.hex(spanId), TraceFlags.getSampled(), TraceState.getDefault());
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
        return context;
    }

    @Override
    public SpanContext getParentSpanContext() {
        return parent;
    }

    @Override
    public String getParentSpanId() {
        return span.parentSpanId() == 0 ? SpanId.getInvalid() : parent.getSpanId();
    }

    @Override
    public StatusData getStatus() {
        if (!span.failed()) {
            return StatusData.unset();
        }
        String message = span.failure() == null ? null : span.failure().getMessage();
        return message == null ? ERROR : StatusData.create(StatusCode.ERROR, Redactor.text(message));
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
