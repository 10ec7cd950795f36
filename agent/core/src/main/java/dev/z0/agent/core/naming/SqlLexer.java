package dev.z0.agent.core.naming;

/**
 * Splits SQL of any vendor into tokens in one pass, in linear time. The dialect is not known, and dialects disagree on where
 * a literal ends; where they do, all the rest of the statement counts as one literal, since a shorter text is a smaller
 * loss than a leaked value. Those places are: a quote after an odd number of backslashes (an escape in MySQL, the end
 * elsewhere), and a line with an odd number of quotes after {@code #} or {@code --} without a space (a comment for some).
 */
final class SqlLexer {

    /** What of a statement is read at all, in characters. */
    static final int MAX_READ = 16 * 1024;

    private static final int MAX_SUSPECTS = 64;
    private static final int MAX_BRACKETED = 130;

    private final String sql;
    private final int end;
    private final SqlTokens tokens;
    private int pos;
    private int suspects;
    private boolean nestedComments = true;

    private SqlLexer(String sql) {
        this.sql = sql;
        this.end = sql.length();
        this.tokens = new SqlTokens(sql);
    }

    /** The tokens of what is read of {@code sql}. */
    static SqlTokens read(String sql) {
        SqlLexer lexer = new SqlLexer(sql.length() <= MAX_READ ? sql : sql.substring(0, MAX_READ));
        while (lexer.pos < lexer.end) {
            lexer.next();
        }
        DoubleQuotes.resolve(lexer.tokens);
        return lexer.tokens;
    }

    private void next() {
        int start = pos;
        char c = sql.charAt(start);
        if (isSpace(c)) {
            pos++;
        } else if (c == '-' && at(start + 1) == '-') {
            lineComment(isSpace(at(start + 2)));
        } else if (c == '/' && at(start + 1) == '*') {
            blockComment();
        } else if (c == '#' && !isOperatorOrTable()) {
            lineComment(false);
        } else {
            byte kind = token(c);
            tokens.add(kind, start, pos);
        }
    }

    private byte token(char c) {
        if (c == '\'') {
            quoted('\'', false);
            return SqlTokens.LITERAL;
        } else if (c == '"') {
            return quoted('"', false) ? SqlTokens.DOUBLE : SqlTokens.LITERAL;
        } else if (c == '`') {
            return quoted('`', false) ? SqlTokens.NAME : SqlTokens.LITERAL;
        } else if (c == '[') {
            return bracket();
        } else if (Names.isDigit(c) || c == '.' && Names.isDigit(at(pos + 1))) {
            return number();
        } else if (c == '$') {
            return dollar();
        } else if (c == '?' || c == ':' || c == '@' || c == '%') {
            return marker(c);
        } else if (isWordStart(c) || c == '#') {
            return word();
        }
        return operator();
    }

    /** Moves behind the closing quote; false, and to the end, if there is none or it is not certain where it is. */
    private boolean quoted(char quote, boolean escapes) {
        int backslashes = 0;
        for (int i = pos + 1; i < end; i++) {
            char c = sql.charAt(i);
            boolean escaped = (backslashes & 1) == 1;
            backslashes = c == '\\' && quote != '`' ? backslashes + 1 : 0;
            if (c != quote || escaped && escapes) {
                continue;
            }
            if (escaped) {
                break;
            }
            if (at(i + 1) != quote) {
                pos = i + 1;
                return true;
            }
            i++;
        }
        pos = end;
        return false;
    }

    /** [name] in SQL Server's quoting; else a subscript or an array, whose content is read on. */
    private byte bracket() {
        boolean subscript = pos > 0 && (isWordPart(at(pos - 1)) || ")]\"`".indexOf(at(pos - 1)) >= 0);
        char first = at(pos + 1);
        if (!subscript && (isWordStart(first) || first == '#')) {
            int limit = Math.min(end, pos + MAX_BRACKETED);
            for (int i = pos + 1; i < limit && "'\",?:[\n\r".indexOf(sql.charAt(i)) < 0; i++) {
                if (sql.charAt(i) == ']') {
                    pos = i + 1;
                    return SqlTokens.NAME;
                }
            }
        }
        pos++;
        return SqlTokens.PUNCT;
    }

    private byte number() {
        boolean hex = at(pos) == '0' && (at(pos + 1) | 0x20) == 'x';
        pos++;
        while (pos < end) {
            char c = sql.charAt(pos);
            boolean exponentSign =
                    (c == '+' || c == '-') && !hex && (at(pos - 1) | 0x20) == 'e' && Names.isDigit(at(pos + 1));
            if (!isWordPart(c) && c != '.' && !exponentSign) {
                break;
            }
            pos++;
        }
        return SqlTokens.LITERAL;
    }

    /** $1, $name, or a string in dollar quotes: $$..$$, $tag$..$tag$. */
    private byte dollar() {
        int i = pos + 1;
        boolean numbered = Names.isDigit(at(i));
        while (i < end && (numbered ? Names.isDigit(at(i)) : isWordPart(at(i)) && at(i) != '$')) {
            i++;
        }
        if (!numbered && at(i) == '$') {
            String tag = sql.substring(pos, i + 1);
            int close = sql.indexOf(tag, i + 1);
            pos = close < 0 ? end : close + tag.length();
            return SqlTokens.LITERAL;
        }
        boolean named = i > pos + 1;
        pos = i;
        return named ? SqlTokens.PARAM : SqlTokens.PUNCT;
    }

    /** Bind markers, and the operators and casts that begin like one. */
    private byte marker(char c) {
        char next = at(pos + 1);
        boolean operator = c == '?' && (next == '?' || next == '&' || next == '|' && at(pos + 2) != '|')
                || c == ':' && (next == ':' || next == '=')
                || c == '@' && (next == '@' || next == '>' || next == '?');
        if (operator) {
            pos += 2;
            return SqlTokens.PUNCT;
        }
        pos++;
        if (c == '%') {
            boolean format = next == 's' && !isWordPart(at(pos + 1));
            pos += format ? 1 : 0;
            return format ? SqlTokens.PARAM : SqlTokens.PUNCT;
        }
        int nameStart = pos;
        while (pos < end && (c == '?' ? Names.isDigit(at(pos)) : isWordPart(at(pos)))) {
            pos++;
        }
        return c == '?' || pos > nameStart ? SqlTokens.PARAM : SqlTokens.PUNCT;
    }

    private byte word() {
        int start = pos;
        boolean hash = false;
        while (pos < end && isWordPart(sql.charAt(pos))) {
            if (sql.charAt(pos) == '#' && !hash && pos > start) {
                hash = true;
                if (isSuspect(pos)) {
                    pos = end;
                    return SqlTokens.LITERAL;
                }
            }
            pos++;
        }
        int length = pos - start;
        char first = (char) (sql.charAt(start) | 0x20);
        char next = at(pos);
        if (length == 1 && next == '&' && first == 'u' && (at(pos + 1) == '\'' || at(pos + 1) == '"')) {
            pos++;
            char quote = at(pos);
            return quoted(quote, false) && quote == '"' ? SqlTokens.DOUBLE : SqlTokens.LITERAL;
        }
        if (next != '\'') {
            return SqlTokens.WORD;
        }
        if (length == 1 && first == 'q' || length == 2 && first == 'n' && (at(pos - 1) | 0x20) == 'q') {
            return oracleQuoted();
        }
        if (length == 1 && "enbx".indexOf(first) >= 0) {
            quoted('\'', first == 'e');
            return SqlTokens.LITERAL;
        }
        return SqlTokens.WORD;
    }

    /** q'[..]': up to the delimiter's counterpart and a quote. */
    private byte oracleQuoted() {
        char open = at(pos + 1);
        int pair = "[{(<".indexOf(open);
        String close = (pair >= 0 ? "]})>".charAt(pair) : open) + "'";
        int found = sql.indexOf(close, Math.min(end, pos + 2));
        pos = found < 0 ? end : found + 2;
        return SqlTokens.LITERAL;
    }

    private byte operator() {
        char c = sql.charAt(pos++);
        if ("<>=!|&~^-#".indexOf(c) >= 0) {
            while (pos < end
                    && (isOperatorTail(sql.charAt(pos)) || c == '<' && at(pos) == '@' || c == '~' && at(pos) == '*')) {
                c = sql.charAt(pos++);
            }
        }
        return SqlTokens.PUNCT;
    }

    private static boolean isOperatorTail(char c) {
        return "<>=|&~!".indexOf(c) >= 0;
    }

    /** # opens a comment (MySQL), unless it is a JSON operator or names a temporary table (SQL Server). */
    private boolean isOperatorOrTable() {
        char next = at(pos + 1);
        int before = tokens.count - 1;
        return next == '>'
                || next == '-'
                || (isWordStart(next) || next == '#')
                        && (tokens.isPunct(before, '.') || tokens.isWordIn(before, SqlWords.BEFORE_TABLE));
    }

    private void lineComment(boolean certain) {
        if (!certain && isSuspect(pos)) {
            tokens.add(SqlTokens.LITERAL, pos, end);
            pos = end;
            return;
        }
        while (pos < end && sql.charAt(pos) != '\n' && sql.charAt(pos) != '\r') {
            pos++;
        }
    }

    /** Whether a quote is left open on the line, so that it matters if this is a comment. Asked a bounded number of times. */
    private boolean isSuspect(int from) {
        boolean open = false;
        boolean openDouble = false;
        for (int i = from; i < end && sql.charAt(i) != '\n' && sql.charAt(i) != '\r'; i++) {
            open ^= sql.charAt(i) == '\'';
            openDouble ^= sql.charAt(i) == '"';
        }
        return open || openDouble || ++suspects > MAX_SUSPECTS;
    }

    /** Comments nest in PostgreSQL and nowhere else: read as nested where that closes, else up to the first end. */
    private void blockComment() {
        int first = sql.indexOf("*/", pos + 2) + 2;
        int i = pos + 2;
        int depth = nestedComments ? 1 : 0;
        boolean quotes = false;
        while (depth > 0 && i < end) {
            char c = sql.charAt(i);
            boolean closes = c == '*' && at(i + 1) == '/';
            boolean opens = c == '/' && at(i + 1) == '*';
            depth += opens ? 1 : closes ? -1 : 0;
            quotes |= i >= first && (c == '\'' || c == '"');
            i += opens || closes ? 2 : 1;
        }
        nestedComments &= depth == 0;
        int close = nestedComments ? i : first;
        if (first < 2) {
            pos = end;
        } else if (nestedComments && i > first && quotes) {
            tokens.add(SqlTokens.LITERAL, pos, end); // where literals begin depends on the dialect
            pos = end;
        } else {
            pos = close;
        }
    }

    private char at(int i) {
        return i >= 0 && i < end ? sql.charAt(i) : 0;
    }

    private static boolean isSpace(char c) {
        return c <= ' ' || c >= 0x7f && c <= 0xa0 || c == 0xfeff || c > 0xff && Character.isWhitespace(c);
    }

    private static boolean isWordStart(char c) {
        return Names.isLower(c) || Names.isUpper(c) || c == '_' || c > 0xa0 && !isSpace(c);
    }

    private static boolean isWordPart(char c) {
        return isWordStart(c) || Names.isDigit(c) || c == '$' || c == '#';
    }
}
