package dev.z0.agent.core.naming;

import java.util.Arrays;

/**
 * The first 16 KB of a statement as tokens, without comments and white space. Built by {@link SqlLexer}; lives only while a
 * statement that was not seen before is being read. Token numbers outside the statement are allowed and hold nothing.
 */
final class SqlTokens {

    static final byte NONE = 0;
    /** An unquoted identifier or keyword. */
    static final byte WORD = 1;
    /** A quoted identifier: "x", `x`, [x]. */
    static final byte NAME = 2;
    /** In double quotes: an identifier in standard SQL, a string in MySQL. */
    static final byte DOUBLE = 3;

    static final byte LITERAL = 4;
    /** A bind marker. */
    static final byte PARAM = 5;

    static final byte PUNCT = 6;

    final String sql;
    int count;
    private byte[] kinds = new byte[64];
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private int[] groups = new int[64];
    private int group = -1;

    SqlTokens(String sql) {
        this.sql = sql;
    }

    void add(byte kind, int start, int end) {
        if (count == kinds.length) {
            int size = count * 2;
            kinds = Arrays.copyOf(kinds, size);
            starts = Arrays.copyOf(starts, size);
            ends = Arrays.copyOf(ends, size);
            groups = Arrays.copyOf(groups, size);
        }
        char c = sql.charAt(start);
        if (kind == PUNCT && c == ')' && group >= 0) {
            group = groups[group];
        }
        kinds[count] = kind;
        starts[count] = start;
        ends[count] = end;
        groups[count] = group;
        if (kind == PUNCT && c == '(') {
            group = count;
        }
        count++;
    }

    byte kind(int i) {
        return i >= 0 && i < count ? kinds[i] : NONE;
    }

    void setKind(int i, byte kind) {
        kinds[i] = kind;
    }

    int start(int i) {
        return starts[i];
    }

    int end(int i) {
        return ends[i];
    }

    /** The number of the parenthesis that encloses token {@code i}, -1 at the top. A group's number is unique. */
    int group(int i) {
        return i >= 0 && i < count ? groups[i] : -1;
    }

    boolean isValue(int i) {
        byte kind = kind(i);
        return kind == LITERAL || kind == PARAM;
    }

    boolean isIdentifier(int i) {
        byte kind = kind(i);
        return kind == WORD || kind == NAME;
    }

    boolean isWord(int i, String word) {
        return kind(i) == WORD
                && ends[i] - starts[i] == word.length()
                && sql.regionMatches(true, starts[i], word, 0, word.length());
    }

    boolean isPunct(int i, char c) {
        return kind(i) == PUNCT && ends[i] - starts[i] == 1 && sql.charAt(starts[i]) == c;
    }

    boolean isPunct(int i, String text) {
        return kind(i) == PUNCT && ends[i] - starts[i] == text.length() && sql.startsWith(text, starts[i]);
    }

    /** Whether token {@code i} is a word of {@code words}, which holds lower case. */
    boolean isWordIn(int i, Words words) {
        return kind(i) == WORD && words.contains(sql, starts[i], ends[i]);
    }

    /** Whether a sub-query opens with the parenthesis {@code i}. */
    boolean opensQuery(int i) {
        return isPunct(i, '(') && (isWord(i + 1, "select") || isWord(i + 1, "with"));
    }

    /** The identifier without its quotes. */
    String identifier(int i) {
        int quote = kind(i) == NAME ? 1 : 0;
        return sql.substring(starts[i] + quote, ends[i] - quote);
    }
}
