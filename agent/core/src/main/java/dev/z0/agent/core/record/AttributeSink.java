package dev.z0.agent.core.record;

import io.opentelemetry.api.common.AttributeKey;

/** Takes a span's attributes one by one. A null value is no attribute. */
public interface AttributeSink {
    /** One attribute. */
    <T> void put(AttributeKey<T> key, T value);
}
