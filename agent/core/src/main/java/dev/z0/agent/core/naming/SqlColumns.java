package dev.z0.agent.core.naming;

import java.util.ArrayList;
import java.util.List;

/** Finds the columns that a WHERE clause compares with values. Comparisons between columns are joins and do not count. */
final class SqlColumns {

    private static final int MAX_COLUMNS = 3;
    /** How far from its operator an operand is looked for; keeps nested expressions linear. */
    private static final int MAX_OPERAND = 64;

    private final SqlTokens tokens;
    private final List<String> columns = new ArrayList<>(MAX_COLUMNS);

    private SqlColumns(SqlTokens tokens) {
        this.tokens = tokens;
    }

    /** At most three columns of the WHERE clause that belongs to the FROM, UPDATE or DELETE with the table {@code name}. */
    static List<String> comparedAfter(SqlTokens tokens, int name) {
        SqlColumns found = new SqlColumns(tokens);
        found.read(found.where(name), tokens.group(name));
        return found.columns;
    }

    /** The WHERE's token number, or the end. */
    private int where(int name) {
        int level = tokens.group(name);
        for (int i = name + 1; i < tokens.count; i++) {
            if (tokens.group(i) == level) {
                if (tokens.isWord(i, "where")) {
                    return i;
                }
                if (tokens.isWordIn(i, SqlWords.SET_OPERATORS) || tokens.isPunct(i, ';')) {
                    return tokens.count;
                }
            }
        }
        return tokens.count;
    }

    private void read(int where, int level) {
        for (int i = where + 1; i < tokens.count && columns.size() < MAX_COLUMNS; i++) {
            boolean top = tokens.group(i) == level;
            boolean closed = level >= 0 && tokens.isPunct(i, ')') && tokens.group(i) == tokens.group(level);
            if (closed || top && (tokens.isWordIn(i, SqlWords.WHERE_ENDS) || tokens.isPunct(i, ';'))) {
                return;
            }
            if (tokens.opensQuery(i)) {
                i = endOf(i);
            } else if (isComparison(i)) {
                compared(i);
            }
        }
    }

    private int endOf(int open) {
        int i = open + 1;
        while (i < tokens.count && !(tokens.isPunct(i, ')') && tokens.group(i) == tokens.group(open))) {
            i++;
        }
        return i;
    }

    private boolean isComparison(int i) {
        if (tokens.isWordIn(i, SqlWords.COMPARISONS)) {
            return true;
        }
        if (tokens.kind(i) != SqlTokens.PUNCT) {
            return false;
        }
        char first = tokens.sql.charAt(tokens.start(i));
        return "=<>!~".indexOf(first) >= 0
                || first == '@'
                || first == '&' && tokens.isPunct(i, "&&")
                || first == '?'
                || first == '^' && tokens.isPunct(i, "^=");
    }

    private void compared(int operator) {
        int left = tokens.isWord(operator - 1, "not") ? operator - 2 : operator - 1;
        left = skipValues(left);
        if (tokens.isValue(left)) {
            int name = lastPart(operator + 1);
            if (isColumn(name)) {
                add(name);
            }
        } else if (isValueRight(operator)) {
            if (tokens.isPunct(left, ')')) {
                addGroup(left);
            } else if (isColumn(left)) {
                add(left);
            }
        }
    }

    /** From the end of the left operand back over casts and what is computed with values: data->>? is about data. */
    private int skipValues(int end) {
        int i = end;
        for (int limit = end - MAX_OPERAND; i > limit; ) {
            if (tokens.isPunct(i - 1, "::")) {
                i -= 2;
            } else if (tokens.isValue(i) && tokens.kind(i - 1) == SqlTokens.PUNCT && isArithmetic(i - 1)) {
                i -= 2;
            } else {
                break;
            }
        }
        return i;
    }

    private boolean isArithmetic(int i) {
        return "+-*/%|#".indexOf(tokens.sql.charAt(tokens.start(i))) >= 0;
    }

    private boolean isValueRight(int operator) {
        if (tokens.kind(operator) == SqlTokens.WORD) {
            return true; // IN, IS, LIKE, BETWEEN
        }
        int name = lastPart(operator + 1);
        return !isColumn(name) || tokens.kind(name + 1) == SqlTokens.LITERAL || tokens.isPunct(name + 1, '(');
    }

    private int lastPart(int start) {
        int i = start;
        while (tokens.isIdentifier(i) && tokens.isPunct(i + 1, '.') && tokens.isIdentifier(i + 2)) {
            i += 2;
        }
        return i;
    }

    private boolean isColumn(int i) {
        return tokens.isIdentifier(i) && !tokens.isWordIn(i, SqlWords.NO_COLUMN);
    }

    /** (a, b) IN ..: each; lower(a) = ..: the first. */
    private void addGroup(int close) {
        int open = close - 1;
        int limit = close - MAX_OPERAND;
        while (open > limit && !(tokens.isPunct(open, '(') && tokens.group(open) == tokens.group(close))) {
            open--;
        }
        if (open <= limit || tokens.opensQuery(open)) {
            return;
        }
        boolean function = isColumn(open - 1);
        for (int i = open + 1; i < close; i++) {
            boolean whole = !tokens.isPunct(i + 1, '.') && !tokens.isPunct(i + 1, '(') && !tokens.isWord(i - 1, "as");
            if (isColumn(i) && whole) {
                add(i);
                if (function) {
                    return;
                }
            }
        }
    }

    private void add(int name) {
        String column = tokens.identifier(name);
        for (String known : columns) {
            if (known.equalsIgnoreCase(column)) {
                return;
            }
        }
        if (columns.size() < MAX_COLUMNS) {
            columns.add(column);
        }
    }
}
