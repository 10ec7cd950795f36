package dev.z0.agent.core.naming;

/**
 * Where a plain {@code INSERT INTO t (a, b, …) VALUES (…)} takes the value of one column from: a parameter or a text in the
 * statement. Immutable. Finding it takes time linear in the statement's length.
 */
public final class InsertedValue {
    private static final int LONGEST = 16_384;

    private final int parameter;
    private final String text;

    private InsertedValue(int parameter, String text) {
        this.parameter = parameter;
        this.text = text;
    }

    /** The value of {@code column}; null where the statement doesn't name the column, or isn't that plain. */
    public static InsertedValue of(String sql, String column) {
        if (sql == null || sql.length() > LONGEST) {
            return null;
        }
        int open = sql.indexOf('(');
        int close = open < 0 ? -1 : sql.indexOf(')', open);
        int values = close < 0 ? -1 : sql.indexOf('(', close);
        if (values < 0 || !sql.substring(close + 1, values).trim().equalsIgnoreCase("VALUES")) {
            return null;
        }
        String[] columns = sql.substring(open + 1, close).split(",");
        for (int i = 0; i < columns.length; i++) {
            if (unquoted(columns[i]).equalsIgnoreCase(column)) {
                return value(sql, values + 1, i);
            }
        }
        return null;
    }

    private static String unquoted(String name) {
        String trimmed = name.trim();
        boolean quoted = trimmed.length() > 2 && "\"`[".indexOf(trimmed.charAt(0)) >= 0;
        return quoted ? trimmed.substring(1, trimmed.length() - 1) : trimmed;
    }

    /** The value at a position in the only row of values. */
    private static InsertedValue value(String sql, int from, int position) {
        int parameters = 0;
        int commas = 0;
        int depth = 0;
        int start = position == 0 ? from : -1;
        InsertedValue found = null;
        for (int i = from; i < sql.length(); i++) {
            char c = sql.charAt(i);
            boolean ends = depth == 0 && (c == ',' || c == ')');
            if (ends && commas == position) {
                found = made(sql.substring(start, i).trim(), parameters);
            }
            if (c == '\'' || c == '"' || c == '`') {
                i = sql.indexOf(c, i + 1);
                if (i < 0) {
                    return null;
                }
            } else if (c == '?') {
                parameters++;
            } else if (c == '(') {
                depth++;
            } else if (ends && c == ')') {
                return sql.indexOf('(', i) < 0 ? found : null; // several rows, or what else may follow
            } else if (c == ')') {
                depth--;
            } else if (ends) {
                commas++;
                start = commas == position ? i + 1 : start;
            }
        }
        return null;
    }

    /** A parameter is the last one that was counted. */
    private static InsertedValue made(String value, int parameters) {
        if (value.equals("?")) {
            return new InsertedValue(parameters, null);
        }
        boolean isText = value.length() > 2 && value.indexOf('\'') == 0 && value.indexOf('\'', 1) == value.length() - 1;
        return isText ? new InsertedValue(0, value.substring(1, value.length() - 1)) : null;
    }

    /** The number of the parameter, from 1; 0 where the value stands in the statement. */
    public int parameter() {
        return parameter;
    }

    /** The text that stands in the statement, or null. */
    public String text() {
        return text;
    }
}
