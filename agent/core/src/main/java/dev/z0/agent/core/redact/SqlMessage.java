package dev.z0.agent.core.redact;

/**
 * Reads what databases say about a failure. Their messages repeat the values of the statement, which must not leave the
 * process. All methods are pure and thread-safe.
 */
public final class SqlMessage {
    /** Where the statement itself follows: H2, Spring. */
    private static final String[] STATEMENTS = {
        "; SQL statement:", "; SQL [", " [insert ", " [update ", " [delete ", " [select ", " [merge "
    };

    /** What stands before values in parentheses: PostgreSQL, SQL Server. */
    private static final String[] VALUES = {")=", "contains ", "value is "};

    /** What stands before a value in double quotes: PostgreSQL, H2. */
    private static final String[] QUOTED = {": ", "converting "};

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

    private SqlMessage() {}

    /** The name of the violated constraint, or null. */
    public static String constraint(String message) {
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

    /** The message without values: {@code ?} for each, and nothing from the statement on. */
    public static String redact(String message) {
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
            int close = close(message, i, end);
            if (close < 0) {
                text.append(c);
                i++;
                continue;
            }
            boolean isName = name != null && message.startsWith(name, i + 1);
            text.append(c).append(isName ? name : "?").append(c == '(' ? ')' : c);
            i = close + 1;
        }
        return text.toString().trim();
    }

    /** Where the value ends that begins at {@code open}; -1 where none begins. */
    private static int close(String message, int open, int end) {
        char c = message.charAt(open);
        if (c == '\'' && (open == 0 || !Character.isLetterOrDigit(message.charAt(open - 1)))) {
            int close = message.indexOf('\'', open + 1);
            while (close >= 0 && close + 1 < end && message.charAt(close + 1) == '\'') {
                close = message.indexOf('\'', close + 2);
            }
            return close < 0 || close >= end ? end - 1 : close;
        }
        if (c == '(' && follows(message, open, VALUES) || c == '"' && follows(message, open, QUOTED)) {
            int line = message.indexOf('\n', open);
            int last = line < 0 || line > end ? end - 1 : line - 1;
            int close = message.lastIndexOf(c == '(' ? ')' : c, last);
            return close <= open ? last : close;
        }
        return -1;
    }

    private static boolean follows(String message, int at, String[] words) {
        for (String word : words) {
            if (message.startsWith(word, at - word.length())) {
                return true;
            }
        }
        return false;
    }
}
