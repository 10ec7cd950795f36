package dev.z0.agent.core.record;

import io.opentelemetry.api.common.AttributeKey;

/** Takes a span's attributes one by one. A null value is no attribute. */
public interface AttributeSink {
    /** One attribute. */
    <T> void put(AttributeKey<T> key, T value);

    /** One attribute that is a number. */
    default void put(AttributeKey<Long> key, long value) {
        put(key, (Long) value);
    }
}
