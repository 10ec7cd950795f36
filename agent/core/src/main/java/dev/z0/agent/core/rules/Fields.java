package dev.z0.agent.core.rules;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** An object of the rules, whose keys are known: any other is a mistake. */
final class Fields {
    private final Json at;
    private final Map<String, Json> fields;

    Fields(Json object, String... known) throws BadRule {
        at = object;
        fields = object.fields();
        for (Map.Entry<String, Json> field : fields.entrySet()) {
            if (!Arrays.asList(known).contains(field.getKey())) {
                throw new BadRule(
                        "'" + cut(field.getKey()) + "' is none of " + String.join(", ", known), field.getValue());
            }
        }
    }

    /** The value of a key that must be there. */
    Json required(String key) throws BadRule {
        Json value = fields.get(key);
        if (value == null) {
            throw new BadRule("'" + key + "' is missing", at);
        }
        return value;
    }

    /** The value of a key, or null. */
    Json optional(String key) {
        return fields.get(key);
    }

    /** The text of a key that must be there, and must not be empty. */
    String text(String key) throws BadRule {
        String text = required(key).text();
        if (text.isEmpty()) {
            throw new BadRule("'" + key + "' is empty", required(key));
        }
        return text;
    }

    /** The text of a key, or what holds without it. */
    String text(String key, String otherwise) throws BadRule {
        return optional(key) == null ? otherwise : text(key);
    }

    boolean flag(String key) throws BadRule {
        return optional(key) != null && optional(key).flag();
    }

    List<Json> list(String key) throws BadRule {
        return optional(key) == null
                ? Collections.<Json>emptyList()
                : optional(key).list();
    }

    Map<String, Json> object(String key) throws BadRule {
        return optional(key) == null
                ? Collections.<String, Json>emptyMap()
                : optional(key).fields();
    }

    static String cut(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
