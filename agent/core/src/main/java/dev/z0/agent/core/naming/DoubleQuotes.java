package dev.z0.agent.core.naming;

/**
 * Decides whether double quotes hold identifiers or strings. They are strings wherever backticks occur (MySQL, BigQuery), and
 * in doubt. They are identifiers if one stands where no dialect allows a string: beside a dot, right after FROM, JOIN, INTO,
 * UPDATE or TABLE, or in the column list of an INSERT. Even then those where a value is expected count as strings, since
 * SQLite accepts both.
 */
final class DoubleQuotes {

    private static final int NOWHERE = -2;

    private DoubleQuotes() {}

    static void resolve(SqlTokens tokens) {
        boolean any = false;
        boolean backticks = false;
        boolean identifiers = false;
        for (int i = 0; i < tokens.count; i++) {
            if (tokens.kind(i) == SqlTokens.DOUBLE) {
                any = true;
                identifiers |= isSurelyIdentifier(tokens, i);
            }
            backticks |= tokens.kind(i) == SqlTokens.NAME && tokens.sql.charAt(tokens.start(i)) == '`';
        }
        int valuesLevel = NOWHERE;
        for (int i = 0; any && i < tokens.count; i++) {
            if (tokens.isWord(i, "values")) {
                valuesLevel = tokens.group(i);
            } else if (tokens.kind(i) == SqlTokens.WORD && tokens.group(i) == valuesLevel) {
                valuesLevel = NOWHERE;
            } else if (tokens.kind(i) == SqlTokens.DOUBLE) {
                boolean value = valuesLevel != NOWHERE || maybeValue(tokens, i);
                boolean identifier = identifiers && !backticks && (!value || besideDot(tokens, i));
                tokens.setKind(i, identifier ? SqlTokens.NAME : SqlTokens.LITERAL);
            }
        }
    }

    private static boolean isSurelyIdentifier(SqlTokens tokens, int i) {
        return besideDot(tokens, i)
                || tokens.group(i) < 0 && tokens.isWordIn(i - 1, SqlWords.BEFORE_TABLE)
                || tokens.isPunct(i - 1, '(') && isColumnList(tokens, i - 1);
    }

    private static boolean besideDot(SqlTokens tokens, int i) {
        return tokens.isPunct(i - 1, '.') || tokens.isPunct(i + 1, '.');
    }

    private static boolean isColumnList(SqlTokens tokens, int parenthesis) {
        int name = parenthesis - 1;
        while (tokens.isPunct(name - 1, '.')) {
            name -= 2;
        }
        return tokens.isWord(name - 1, "into");
    }

    private static boolean maybeValue(SqlTokens tokens, int i) {
        int group = tokens.group(i);
        return isComparison(tokens, i - 1)
                || tokens.isWordIn(i - 1, SqlWords.BEFORE_STRING)
                || tokens.isWord(i - 1, "and") && tokens.isWord(i - 3, "between")
                || group >= 0 && (tokens.isWord(group - 1, "in") || tokens.isWord(tokens.group(group) - 1, "in"));
    }

    private static boolean isComparison(SqlTokens tokens, int i) {
        return tokens.kind(i) == SqlTokens.PUNCT && "=<>!~|".indexOf(tokens.sql.charAt(tokens.start(i))) >= 0;
    }
}
