package dev.z0.exporter.line;

import dev.z0.agent.core.record.Details;
import dev.z0.agent.core.redact.Redactor;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the rules, and the application, had noted for a line. */
final class Metadata {
    private static final int MOST_OF_A_VALUE = 1024;

    private Metadata() {}

    /** {@code notes} may be null. */
    static void write(Key key, Details notes, JsonLine out) throws IOException {
        if (notes == null || notes.isEmpty()) {
            return;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        notes.forEach(values::put);
        out.object(key);
        for (Map.Entry<String, Object> value : values.entrySet()) {
            if (value.getValue() instanceof String) {
                out.text(value.getKey(), Redactor.text((String) value.getValue()), MOST_OF_A_VALUE);
            } else {
                out.scalar(value.getKey(), value.getValue());
            }
        }
        out.endObject();
    }
}
