package dev.z0.agent.core.rules;

import dev.z0.agent.core.naming.SqlStatement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Tables whose new rows are facts. Immutable once it is read. */
final class FactTables {
    private final Map<String, String> types = new HashMap<>();

    void add(String table, String type) {
        types.put(table.toLowerCase(Locale.ROOT), type);
    }

    /** The type of the facts that the statement writes; null where it writes none. */
    String typeOf(SqlStatement statement) {
        String table = types.isEmpty() || !statement.isInsert() ? null : statement.table();
        return table == null ? null : types.get(table.toLowerCase(Locale.ROOT));
    }

    int size() {
        return types.size();
    }
}
