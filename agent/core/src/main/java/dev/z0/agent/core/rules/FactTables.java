package dev.z0.agent.core.rules;

import dev.z0.agent.core.naming.InsertedValue;
import dev.z0.agent.core.naming.SqlStatement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Tables whose new rows are facts. Immutable once it is read. */
final class FactTables {
    private final Map<String, String> types = new HashMap<>();
    private final Map<String, String> columns = new HashMap<>();

    /** {@code column} holds the type where it can be known, or is null. */
    void add(String table, String type, String column) {
        String key = table.toLowerCase(Locale.ROOT);
        types.put(key, type);
        if (column != null) {
            columns.put(key, column);
        }
    }

    /** The type of the facts that the statement writes; null where it writes none. */
    String typeOf(SqlStatement statement) {
        return types.isEmpty() ? null : of(types, statement);
    }

    /** What the statement writes into the column that holds the type; null where there is none or that can't be known. */
    InsertedValue typeIn(SqlStatement statement, String sql) {
        String column = columns.isEmpty() ? null : of(columns, statement);
        return column == null ? null : InsertedValue.of(sql, column);
    }

    boolean haveColumns() {
        return !columns.isEmpty();
    }

    private static String of(Map<String, String> tables, SqlStatement statement) {
        String table = statement.isInsert() ? statement.table() : null;
        return table == null ? null : tables.get(table.toLowerCase(Locale.ROOT));
    }
}
