package dev.z0.agent.core.record;

import dev.z0.agent.core.redact.Redactor;
import io.opentelemetry.api.common.AttributeKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Values that rules took from the application, by name: at most 32 Strings, Longs, Doubles and Booleans. Thread-safe. */
public final class Details {
    private static final int MOST = 32;

    private final Map<String, Object> values = new LinkedHashMap<>();

    /** Sets a value. */
    synchronized void put(String key, Object value) {
        if (values.size() < MOST || values.containsKey(key)) {
            values.put(key, value);
        }
    }

    /** Adds to a number. */
    synchronized void add(String key, double more) {
        Object sum = values.get(key);
        put(key, (sum == null ? 0 : (Double) sum) + more);
    }

    /** Each value, in the order of their coming; not redacted. */
    public void forEach(BiConsumer<String, Object> action) {
        Map<String, Object> copy;
        synchronized (this) {
            copy = new LinkedHashMap<>(values);
        }
        copy.forEach(action);
    }

    /** As a span's attributes. */
    void attributes(AttributeSink out) {
        forEach((key, value) -> {
            if (value instanceof Long) {
                out.put(AttributeKey.longKey(key), (Long) value);
            } else if (value instanceof Double) {
                out.put(AttributeKey.doubleKey(key), (Double) value);
            } else if (value instanceof Boolean) {
                out.put(AttributeKey.booleanKey(key), (Boolean) value);
            } else {
                out.put(AttributeKey.stringKey(key), Redactor.text((String) value));
            }
        });
    }
}
