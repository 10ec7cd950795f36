package dev.z0.agent.core.record;

import dev.z0.agent.core.redact.Redactor;
import io.opentelemetry.api.common.AttributeKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What rules took from the application, and what it told of a span itself: values by name, which are Strings, Longs, Doubles
 * and Booleans; events; and links to other spans. At most 32 of each. Thread-safe.
 */
public final class Details {
    private static final int MOST = 32;

    private final Map<String, Object> values = new LinkedHashMap<>();
    private List<SpanEvent> events = Collections.emptyList();
    private List<SpanLink> links = Collections.emptyList();
    private int eventCount;
    private int linkCount;

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

    synchronized void add(SpanEvent event) {
        if (eventCount++ == 0) {
            events = new ArrayList<>(4);
        }
        if (eventCount <= MOST) {
            events.add(event);
        }
    }

    synchronized void add(SpanLink link) {
        if (linkCount++ == 0) {
            links = new ArrayList<>(4);
        }
        if (linkCount <= MOST) {
            links.add(link);
        }
    }

    /** Whether there are no values; events and links there may be. */
    public synchronized boolean isEmpty() {
        return values.isEmpty();
    }

    /** The first events, in the order of their coming. */
    public synchronized List<SpanEvent> events() {
        return eventCount == 0 ? events : new ArrayList<>(events);
    }

    /** The first links, in the order of their coming. */
    public synchronized List<SpanLink> links() {
        return linkCount == 0 ? links : new ArrayList<>(links);
    }

    /** How many events there were. */
    public synchronized int eventCount() {
        return eventCount;
    }

    /** How many links there were. */
    public synchronized int linkCount() {
        return linkCount;
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
