package dev.z0.instrumentation.opentelemetry;

import dev.z0.agent.core.support.Failures;
import io.opentelemetry.api.common.Attributes;
import java.util.List;
import java.util.function.BiConsumer;

/** What z0 keeps of attributes' values: numbers and booleans as they are, all else as bounded text. */
final class AttributeValues {
    private static final int LONGEST_KEY = 255;
    private static final int LONGEST = 1024;

    private AttributeValues() {}

    /** A String, Long, Double or Boolean; null where there is nothing to keep. */
    static Object kept(String key, Object value) {
        if (key == null || key.isEmpty() || key.length() > LONGEST_KEY || value == null) {
            return null;
        }
        if (value instanceof Long || value instanceof Double || value instanceof Boolean) {
            return value;
        }
        try {
            return cut(value instanceof List ? text((List<?>) value) : value.toString());
        } catch (RuntimeException e) {
            Failures.note("opentelemetry", e);
            return null;
        }
    }

    /** Hands over each attribute that there is something to keep of. */
    static void each(Attributes about, BiConsumer<String, Object> taker) {
        if (about != null) {
            about.forEach((key, value) -> {
                Object kept = kept(key.getKey(), value);
                if (kept != null) {
                    taker.accept(key.getKey(), kept);
                }
            });
        }
    }

    private static String text(List<?> values) {
        StringBuilder text = new StringBuilder();
        for (Object value : values) {
            if (text.length() > LONGEST) {
                break;
            }
            text.append(text.length() == 0 ? "[" : ", ");
            String element = String.valueOf(value);
            text.append(element, 0, Math.min(element.length(), LONGEST));
        }
        return text.length() == 0 ? "[]" : text.append(']').toString();
    }

    private static String cut(String text) {
        if (text == null || text.length() <= LONGEST) {
            return text;
        }
        boolean splits = Character.isHighSurrogate(text.charAt(LONGEST - 1));
        return text.substring(0, splits ? LONGEST - 1 : LONGEST);
    }
}
