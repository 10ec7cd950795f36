package dev.z0.smoke;

import java.util.List;
import java.util.Map;

/** One of z0's lines, as read back. */
record Line(String text, Map<String, Object> fields) {

    Object get(String name) {
        return fields.get(name);
    }

    String string(String name) {
        return (String) fields.get(name);
    }

    /** A number, 0 where the line has none. */
    long number(String name) {
        return fields.get(name) == null ? 0 : ((Number) fields.get(name)).longValue();
    }

    @SuppressWarnings("unchecked")
    List<Map<String, Object>> objects(String name) {
        return (List<Map<String, Object>>) fields.getOrDefault(name, List.of());
    }

    /** All calls together: {@code ["stripe:1", "twilio:2"]} are three. */
    @SuppressWarnings("unchecked")
    long externalCalls() {
        return ((List<String>) fields.getOrDefault("external_calls", List.of()))
                .stream()
                        .mapToLong(call -> Long.parseLong(call.substring(call.lastIndexOf(':') + 1)))
                        .sum();
    }

    @Override
    public String toString() {
        return text;
    }
}
