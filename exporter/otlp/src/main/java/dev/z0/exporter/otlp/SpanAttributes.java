package dev.z0.exporter.otlp;

import dev.z0.agent.core.record.Attribute;
import dev.z0.agent.core.record.AttributeSink;
import dev.z0.agent.core.record.Enclosing;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.SpanRecord;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A span's attributes, read from its record once, in order. The SDK's own would be sorted and searched for duplicates,
 * which a span's fixed set of fields has not got.
 */
final class SpanAttributes implements Attributes, AttributeSink {
    private Object[] pairs = new Object[24];
    private int length;

    /** Reads this span's attributes in the place of another's. */
    void of(SpanRecord span) {
        length = 0;
        span.attributes(this);
        Request request = Enclosing.request(span);
        inherit(Attribute.REQUEST_ID, request == null ? null : request.requestId());
        inherit(Attribute.OPERATION_ID, Enclosing.operationId(span));
        inherit(Attribute.TENANT_ID, Enclosing.tenant(span));
    }

    /** What the units around the span say of it, unless it said so itself: a key is there once. */
    private void inherit(AttributeKey<String> key, String value) {
        if (get(key) == null) {
            put(key, value);
        }
    }

    void clear() {
        Arrays.fill(pairs, null);
        length = 0;
    }

    @Override
    public <T> void put(AttributeKey<T> key, T value) {
        if (value == null) {
            return;
        }
        if (length == pairs.length) {
            pairs = Arrays.copyOf(pairs, length * 2);
        }
        pairs[length++] = key;
        pairs[length++] = value;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T get(AttributeKey<T> key) {
        for (int i = 0; i < length; i += 2) {
            if (pairs[i].equals(key)) {
                return (T) pairs[i + 1];
            }
        }
        return null;
    }

    @Override
    public void forEach(BiConsumer<? super AttributeKey<?>, ? super Object> consumer) {
        for (int i = 0; i < length; i += 2) {
            consumer.accept((AttributeKey<?>) pairs[i], pairs[i + 1]);
        }
    }

    @Override
    public int size() {
        return length / 2;
    }

    @Override
    public boolean isEmpty() {
        return length == 0;
    }

    @Override
    public Map<AttributeKey<?>, Object> asMap() {
        Map<AttributeKey<?>, Object> map = new LinkedHashMap<>();
        forEach(map::put);
        return map;
    }

    @Override
    public AttributesBuilder toBuilder() {
        return Attributes.builder().putAll(this);
    }
}
