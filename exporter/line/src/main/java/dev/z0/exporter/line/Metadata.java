package dev.z0.exporter.line;

import dev.z0.agent.core.record.Details;
import dev.z0.agent.core.redact.Redactor;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the rules, and the application, had noted for a line. */
final class Metadata {
    private static final int MOST_OF_A_VALUE = 1024;

    /** Of a prompt and a completion, which are there where they are asked for. */
    private static final int MOST_OF_A_PROMPT = 8192;

    private Metadata() {}

    /** {@code notes} may be null. */
    static void write(Key key, Details notes, boolean prompts, JsonLine out) throws IOException {
        if (notes == null || notes.isEmpty()) {
            return;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        notes.forEach(values::put);
        out.object(key);
        for (Map.Entry<String, Object> value : values.entrySet()) {
            if (value.getValue() instanceof String) {
                out.text(
                        value.getKey(),
                        Redactor.text((String) value.getValue()),
                        prompts ? MOST_OF_A_PROMPT : MOST_OF_A_VALUE);
            } else {
                out.scalar(value.getKey(), value.getValue());
            }
        }
        out.endObject();
    }
}
