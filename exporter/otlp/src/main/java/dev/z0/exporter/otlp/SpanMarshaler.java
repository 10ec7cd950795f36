package dev.z0.exporter.otlp;

import dev.z0.agent.core.id.Trace;
import dev.z0.agent.core.record.Attribute;
import dev.z0.agent.core.record.AttributeSink;
import dev.z0.agent.core.record.Details;
import dev.z0.agent.core.record.Enclosing;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.SpanEvent;
import dev.z0.agent.core.record.SpanLink;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.support.Clock;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.common.export.MessageWriter;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Writes spans as OTLP's {@code ExportTraceServiceRequest}, straight from z0's records: what each field means, and its
 * number, is in opentelemetry-proto, {@code trace/v1/trace.proto} and {@code common/v1/common.proto}. The SDK's way,
 * by {@code SpanData}, costs an object for each id and walks each span twice. For one thread at a time.
 */
final class SpanMarshaler implements MessageWriter, AttributeSink {
    private static final int RESOURCE_SPANS = 1;
    private static final int RESOURCE = 1;
    private static final int SCOPE_SPANS = 2;
    private static final int SCOPE = 1;
    private static final int SPANS = 2;
    private static final int SCOPE_NAME = 1;
    private static final int RESOURCE_ATTRIBUTES = 1;

    private static final int TRACE_ID = 1;
    private static final int SPAN_ID = 2;
    private static final int TRACE_STATE = 3;
    private static final int PARENT_SPAN_ID = 4;
    private static final int NAME = 5;
    private static final int KIND = 6;
    private static final int START_TIME = 7;
    private static final int END_TIME = 8;
    private static final int ATTRIBUTES = 9;
    private static final int EVENTS = 11;
    private static final int DROPPED_EVENTS = 12;
    private static final int LINKS = 13;
    private static final int DROPPED_LINKS = 14;
    private static final int STATUS = 15;
    private static final int FLAGS = 16;

    private static final int EVENT_TIME = 1;
    private static final int EVENT_NAME = 2;
    private static final int EVENT_ATTRIBUTES = 3;
    private static final int LINK_TRACE_ID = 1;
    private static final int LINK_SPAN_ID = 2;
    private static final int LINK_ATTRIBUTES = 4;
    private static final int LINK_FLAGS = 6;

    private static final int STATUS_MESSAGE = 2;
    private static final int STATUS_CODE = 3;
    private static final int ERROR = 2;

    private static final int SAMPLED = 0x1;
    private static final int PARENT_IS_KNOWN = 0x100;
    private static final int PARENT_IS_REMOTE = 0x200;

    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int STRING_VALUE = 1;
    private static final int BOOL_VALUE = 2;
    private static final int INT_VALUE = 3;
    private static final int DOUBLE_VALUE = 4;

    private final Protobuf head = new Protobuf();
    private final Protobuf spans = new Protobuf();
    private final Protobuf resource = new Protobuf();
    private final Protobuf scope = new Protobuf();
    private Protobuf out = resource;
    private int attributesField = RESOURCE_ATTRIBUTES;
    private int count;

    /** Which of the attributes that a span inherits it has of its own. */
    private boolean hasRequest;

    private boolean hasOperation;
    private boolean hasTenant;

    SpanMarshaler(Resource from) {
        from.getAttributes().forEach((key, value) -> attribute(key.getKey(), value));
        scope.text(SCOPE_NAME, "z0");
        out = spans;
        attributesField = ATTRIBUTES;
    }

    /** Begins the next message. */
    void clear() {
        spans.cutTo(0);
        count = 0;
    }

    /** How many spans the message has. */
    int count() {
        return count;
    }

    /** Adds a span. If this throws, the message is as before. */
    void add(SpanRecord span) {
        int before = spans.size();
        try {
            int start = spans.begin(SPANS);
            write(span);
            spans.end(start);
            count++;
        } catch (RuntimeException | Error e) {
            spans.cutTo(before);
            throw e;
        }
    }

    private void write(SpanRecord span) {
        Trace trace = span.trace();
        spans.id(TRACE_ID, trace.high(), trace.low());
        spans.id(SPAN_ID, span.spanId());
        if (trace.state() != null) {
            spans.text(TRACE_STATE, trace.state());
        }
        if (span.parentSpanId() != 0) {
            spans.id(PARENT_SPAN_ID, span.parentSpanId());
        }
        spans.text(NAME, span.name());
        spans.varint(KIND, span.kind().ordinal() + 1L);
        long start = Clock.epochNanos(span.startNanos());
        spans.fixed64(START_TIME, start);
        spans.fixed64(END_TIME, start + span.durationNanos());
        attributes(span);
        if (span.told() != null) {
            told(span.told());
        }
        if (span.failed()) {
            status(span.failureMessage());
        }
        boolean remote = span.parentSpanId() != 0 && span.enclosing() == null;
        spans.fixed32(FLAGS, SAMPLED | PARENT_IS_KNOWN | (remote ? PARENT_IS_REMOTE : 0));
    }

    private void told(Details told) {
        try {
            List<SpanEvent> events = told.events();
            attributesField = EVENT_ATTRIBUTES;
            for (SpanEvent event : events) {
                int start = spans.begin(EVENTS);
                spans.fixed64(EVENT_TIME, event.epochNanos());
                spans.text(EVENT_NAME, event.name());
                event.attributes(this);
                spans.end(start);
            }
            dropped(DROPPED_EVENTS, told.eventCount() - events.size());
            List<SpanLink> links = told.links();
            attributesField = LINK_ATTRIBUTES;
            for (SpanLink link : links) {
                int start = spans.begin(LINKS);
                spans.id(LINK_TRACE_ID, link.trace().high(), link.trace().low());
                spans.id(LINK_SPAN_ID, link.spanId());
                link.attributes(this);
                spans.fixed32(LINK_FLAGS, link.trace().sampled() ? SAMPLED : 0);
                spans.end(start);
            }
            dropped(DROPPED_LINKS, told.linkCount() - links.size());
        } finally {
            attributesField = ATTRIBUTES;
        }
    }

    private void dropped(int field, int count) {
        if (count > 0) {
            spans.varint(field, count);
        }
    }

    private void status(String message) {
        int start = spans.begin(STATUS);
        if (message != null) {
            spans.text(STATUS_MESSAGE, message);
        }
        spans.varint(STATUS_CODE, ERROR);
        spans.end(start);
    }

    /** What the span says itself, then what the units around it say of it: a key is there once. */
    private void attributes(SpanRecord span) {
        hasRequest = false;
        hasOperation = false;
        hasTenant = false;
        span.attributes(this);
        Request request = Enclosing.request(span);
        if (!hasRequest && request != null) {
            put(Attribute.REQUEST_ID, request.requestId());
        }
        if (!hasOperation) {
            put(Attribute.OPERATION_ID, Enclosing.operationId(span));
        }
        if (!hasTenant) {
            put(Attribute.TENANT_ID, Enclosing.tenant(span));
        }
    }

    @Override
    public <T> void put(AttributeKey<T> key, T value) {
        if (value != null) {
            String name = key.getKey();
            if (name.startsWith("z0.")) {
                hasRequest |= name.equals(Attribute.REQUEST_ID.getKey());
                hasOperation |= name.equals(Attribute.OPERATION_ID.getKey());
                hasTenant |= name.equals(Attribute.TENANT_ID.getKey());
            }
            attribute(name, value);
        }
    }

    @Override
    public void put(AttributeKey<Long> key, long value) {
        int start = key(key.getKey());
        int inner = out.begin(VALUE);
        out.varint(INT_VALUE, value);
        out.end(inner);
        out.end(start);
    }

    private void attribute(String key, Object value) {
        int start = key(key);
        int inner = out.begin(VALUE);
        if (value instanceof Long) {
            out.varint(INT_VALUE, (Long) value);
        } else if (value instanceof Double) {
            out.fixed64(DOUBLE_VALUE, Double.doubleToRawLongBits((Double) value));
        } else if (value instanceof Boolean) {
            out.varint(BOOL_VALUE, (Boolean) value ? 1 : 0);
        } else {
            out.text(STRING_VALUE, value.toString());
        }
        out.end(inner);
        out.end(start);
    }

    private int key(String key) {
        int start = out.begin(attributesField);
        out.text(KEY, key);
        return start;
    }

    private void enclose() {
        head.cutTo(0);
        int scopeSpans = nested(scope.size()) + spans.size();
        head.head(RESOURCE_SPANS, nested(resource.size()) + nested(scopeSpans));
        head.message(RESOURCE, resource);
        head.head(SCOPE_SPANS, scopeSpans);
        head.message(SCOPE, scope);
    }

    /** What a message of this size takes inside another one, in a field of a low number. */
    private static int nested(int size) {
        int all = size + 2;
        for (int rest = size >>> 7; rest != 0; rest >>>= 7) {
            all++;
        }
        return all;
    }

    @Override
    public int getContentLength() {
        enclose();
        return head.size() + spans.size();
    }

    @Override
    public void writeMessage(OutputStream to) throws IOException {
        enclose();
        head.writeTo(to);
        spans.writeTo(to);
    }
}
