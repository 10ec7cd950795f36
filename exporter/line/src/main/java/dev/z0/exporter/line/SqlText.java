package dev.z0.exporter.line;

/** Reads what databases say about a failure. Their messages repeat the values of the statement, which no line may show. */
final class SqlText {
    /** Where the statement itself follows: H2, Spring. */
    private static final String[] STATEMENTS = {
        "SQL statement:", "; SQL [", "[insert ", "[update ", "[delete ", "[select "
    };

    /** Where a name follows, and with which character it ends; the first that fits decides. */
    private static final String[][] CONSTRAINTS = {
        {"constraint \"", "\""}, // PostgreSQL, SQL Server
        {"CONSTRAINT `", "`"}, // MySQL, MariaDB
        {"for key '", "'"},
        {"Check constraint '", "'"},
        {"KEY constraint '", "'"}, // SQL Server
        {"constraint (", ")"}, // Oracle
        {"index identified by '", "'"}, // Derby
        {"key constraint '", "'"},
        {"check constraint '", "'"},
        {"constraint failed: ", " )"}, // SQLite
        {"primary key violation: \"", " \""}, // H2
        {"constraint violation: \"", ": \""},
        {"violation ; ", " "}, // HSQLDB
        {"no parent; ", " "},
        {"no action; ", " "},
    };

    private SqlText() {}

    /** The name of the violated constraint, or null. */
    static String constraint(String message) {
        for (String[] form : CONSTRAINTS) {
            int at = message.indexOf(form[0]);
            if (at >= 0) {
                int start = at + form[0].length();
                int end = start;
                while (end < message.length() && form[1].indexOf(message.charAt(end)) < 0) {
                    end++;
                }
                return end == start ? null : message.substring(start, end);
            }
        }
        return null;
    }

    /** The message without values: literals, the key that PostgreSQL names, and everything from a statement on. */
    static String redact(String message) {
        int end = message.length();
        for (String statement : STATEMENTS) {
            int at = message.indexOf(statement);
            end = at >= 0 ? Math.min(end, at) : end;
        }
        String name = constraint(message);
        StringBuilder text = new StringBuilder(end);
        int i = 0;
        while (i < end) {
            char c = message.charAt(i);
            int close = c == '\'' ? closing(message, i, end) : -1;
            if (close > 0 && !message.substring(i + 1, close).equals(name)) {
                text.append("'?'");
                i = close + 1;
            } else if (c == '(' && (message.startsWith(")=", i - 1 + 1) || isKey(message, i))) {
                text.append("(?)");
                int paren = message.indexOf(") ", i);
                i = paren < 0 || paren >= end ? end : paren + 1;
            } else {
                text.append(c);
                i++;
            }
        }
        return text.toString().trim();
    }

    /** {@code Key (email)=(a@b.c) already exists}: the second parenthesis. */
    private static boolean isKey(String message, int open) {
        return open >= 2 && message.charAt(open - 1) == '=' && message.charAt(open - 2) == ')';
    }

    private static int closing(String message, int open, int end) {
        int i = message.indexOf('\'', open + 1);
        while (i > 0 && i + 1 < end && message.charAt(i + 1) == '\'') {
            i = message.indexOf('\'', i + 2);
        }
        return i < 0 || i >= end ? end - 1 : i;
    }
}
