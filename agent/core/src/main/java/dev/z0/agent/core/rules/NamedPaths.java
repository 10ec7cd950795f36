package dev.z0.agent.core.rules;

import java.util.Map;

/** Attributes or labels: keys, and where their values are found. Immutable. */
final class NamedPaths {
    private static final int MOST = 16;
    private static final int LONGEST_KEY = 64;

    final String[] keys;
    private final ValuePath[] paths;

    /** {@code dots}: whether a key may have them, as OpenTelemetry's attributes do and labels don't. */
    NamedPaths(Map<String, Json> fields, boolean dots) throws BadRule {
        keys = new String[fields.size()];
        paths = new ValuePath[fields.size()];
        int i = 0;
        for (Map.Entry<String, Json> field : fields.entrySet()) {
            if (i == MOST || !isKey(field.getKey(), dots)) {
                throw new BadRule(
                        i == MOST
                                ? "more than " + MOST + " of them"
                                : "'" + Fields.cut(field.getKey()) + "' is no name in lower case, like tenant_id",
                        field.getValue());
            }
            keys[i] = field.getKey();
            paths[i++] = ValuePath.of(field.getValue());
        }
    }

    private static boolean isKey(String key, boolean dots) {
        boolean fine = !key.isEmpty() && key.length() <= LONGEST_KEY && key.charAt(0) >= 'a' && key.charAt(0) <= 'z';
        for (int i = 0; fine && i < key.length(); i++) {
            char c = key.charAt(i);
            fine = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_' || dots && c == '.';
        }
        return fine;
    }

    /** The value of the key at {@code i}, or null. */
    Object read(int i, RuledCall call) {
        return paths[i].read(call);
    }
}
