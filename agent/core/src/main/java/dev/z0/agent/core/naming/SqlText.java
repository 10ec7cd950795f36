package dev.z0.agent.core.naming;

/**
 * Writes a statement's tokens as parameterised text: every literal is {@code ?}, the values of an IN list are one, rows of
 * VALUES that repeat are one, white space is one space and comments are gone.
 */
final class SqlText {

    private final SqlTokens tokens;
    private final StringBuilder out = new StringBuilder(256);
    /** Where in the output a parenthesis begins that so far holds nothing but markers and commas; -1 if none does. */
    private int open = -1;

    private boolean inList;
    private int rowStart = -1;
    private int rowEnd = -1;

    private SqlText(SqlTokens tokens) {
        this.tokens = tokens;
    }

    static String of(SqlTokens tokens) {
        return new SqlText(tokens).write();
    }

    private String write() {
        boolean gap = false;
        for (int i = 0; i < tokens.count; i++) {
            gap |= i > 0 && tokens.end(i - 1) != tokens.start(i);
            if (isSign(i)) {
                continue;
            }
            if (gap) {
                out.append(' ');
                gap = false;
            }
            if (isHidden(i)) {
                marker();
            } else {
                plain(i);
            }
        }
        if (repeatsRow()) {
            out.setLength(rowEnd); // a row that the limit cut
        }
        int end = out.length();
        while (end > 0 && (out.charAt(end - 1) == ';' || out.charAt(end - 1) == ' ')) {
            end--;
        }
        out.setLength(end);
        clean();
        return out.toString();
    }

    private void marker() {
        if (open >= 0 && inList) {
            out.setLength(open + 1);
        }
        out.append('?');
    }

    private void plain(int i) {
        boolean opens = tokens.isPunct(i, '(');
        boolean closes = tokens.isPunct(i, ')');
        if (closes && open >= 0) {
            closeGroup();
            return;
        }
        if (opens) {
            open = out.length();
            inList = tokens.isWord(i - 1, "in");
        } else if (!tokens.isPunct(i, ',')) {
            open = -1;
        }
        out.append(tokens.sql, tokens.start(i), tokens.end(i));
    }

    private void closeGroup() {
        if (!inList && repeatsRow() && out.length() - open == rowEnd - 1 - rowStart) {
            out.setLength(rowEnd);
        } else {
            out.append(')');
            rowStart = open;
            rowEnd = out.length();
        }
        open = -1;
    }

    /** Whether what was written since {@code open} is the row before it again, as far as it goes. */
    private boolean repeatsRow() {
        int end = out.length();
        if (open < 0 || rowEnd < 0 || end - open > rowEnd - rowStart) {
            return false;
        }
        int gap = open - rowEnd;
        if (gap < 1 || gap > 2 || out.charAt(rowEnd) != ',' || gap == 2 && out.charAt(rowEnd + 1) != ' ') {
            return false;
        }
        for (int i = open; i < end; i++) {
            if (out.charAt(i) != out.charAt(rowStart + i - open)) {
                return false;
            }
        }
        return true;
    }

    /** A sign that is part of a number, so that -1 and 1 are the same statement. */
    private boolean isSign(int i) {
        if (!tokens.isPunct(i, '-') && !tokens.isPunct(i, '+') || tokens.kind(i + 1) != SqlTokens.LITERAL) {
            return false;
        }
        byte before = tokens.kind(i - 1);
        return before == SqlTokens.PUNCT && !tokens.isPunct(i - 1, ')') && !tokens.isPunct(i - 1, ']')
                || tokens.isWordIn(i - 1, SqlWords.BEFORE_VALUE);
    }

    private boolean isHidden(int i) {
        if (tokens.isValue(i)) {
            return true;
        }
        if (tokens.isWordIn(i, SqlWords.CONSTANTS)) {
            return tokens.kind(i - 1) == SqlTokens.PUNCT
                    && ",(=<>".indexOf(tokens.sql.charAt(tokens.end(i - 1) - 1)) >= 0;
        }
        return tokens.isIdentifier(i) && tokens.isWord(i - 1, "savepoint"); // drivers number them
    }

    /** Quoted names may hold control characters and halves of surrogate pairs. */
    private void clean() {
        for (int i = 0; i < out.length(); i++) {
            char c = out.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < out.length() && Character.isLowSurrogate(out.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                out.setCharAt(i, '\ufffd');
            } else if (Character.isISOControl(c)) {
                out.setCharAt(i, ' ');
            }
        }
    }
}
