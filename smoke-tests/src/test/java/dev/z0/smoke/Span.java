package dev.z0.smoke;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A span as a collector understood it. */
record Span(
        String traceId,
        String id,
        String name,
        String kind,
        Map<String, Object> attributes,
        Object status,
        Map<String, Object> resource) {

    /** All of them in deliveries that were printed as JSON, one on each line. */
    static List<Span> read(String printed) throws IOException {
        List<Span> spans = new ArrayList<>();
        for (String line : printed.split("\n")) {
            if (line.startsWith("{\"resourceSpans\"")) {
                for (Map<String, Object> service : list(Json.object(line), "resourceSpans")) {
                    for (Map<String, Object> scope : list(service, "scopeSpans")) {
                        list(scope, "spans").forEach(span -> spans.add(of(span, object(service, "resource"))));
                    }
                }
            }
        }
        return spans;
    }

    private static Span of(Map<String, Object> span, Map<String, Object> resource) {
        return new Span(
                (String) span.get("traceId"),
                (String) span.get("spanId"),
                (String) span.get("name"),
                ((String) span.get("kind")).replace("SPAN_KIND_", ""),
                object(span, "attributes"),
                span.get("status"),
                object(resource, "attributes"));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Map<String, Object> object, String key) {
        return (List<Map<String, Object>>) object.get(key);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Map<String, Object> object, String key) {
        return (Map<String, Object>) object.getOrDefault(key, Map.of());
    }
}
