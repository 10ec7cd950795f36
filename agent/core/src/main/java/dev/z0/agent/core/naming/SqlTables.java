package dev.z0.agent.core.naming;

/** Finds the main verb and the main table among a statement's tokens. All answers are token numbers, -1 for none. */
final class SqlTables {

    private static final int MAX_MODIFIERS = 8;

    private final SqlTokens tokens;
    /** First and last token of a WITH clause, if the statement has one. */
    private int withStart = -1;

    private int withEnd = -1;

    SqlTables(SqlTokens tokens) {
        this.tokens = tokens;
    }

    /** The verb itself, or for WITH that of the statement behind it. */
    int mainVerb(int first) {
        if (!tokens.isWord(first, "with")) {
            return first;
        }
        int level = tokens.group(first);
        for (int i = first + 1; i < tokens.count; i++) {
            if (tokens.group(i) == level && tokens.isWordIn(i, SqlWords.STATEMENTS)) {
                withStart = first;
                withEnd = i;
                return i;
            }
        }
        return first;
    }

    /** The table that a SELECT is about: the first in its FROM, else the first real one in a sub-query or WITH clause. */
    int queried(int select) {
        int from = find("from", select, tokens.group(select));
        if (from < 0) {
            return -1;
        }
        int name = nameAt(from + 1);
        if (name >= 0 && !isCte(name)) {
            return name;
        }
        if (name < 0) {
            int inside = firstReal(from);
            return inside >= 0 ? inside : firstReal(0);
        }
        int real = firstReal(0);
        return real >= 0 ? real : name;
    }

    /** The table that INSERT, UPDATE, DELETE and their like change. */
    int written(int verb) {
        int start = verb + 1;
        if (tokens.isWord(verb, "insert") || tokens.isWord(verb, "load") || tokens.isWord(verb, "merge")) {
            int into = find("into", verb, tokens.group(verb));
            start = into < 0 ? start : into + 1;
        }
        if (tokens.isWord(start, "top") && tokens.isPunct(start + 1, '(')) {
            start += 4;
        }
        int name = nameAt(skipModifiers(start));
        if (name >= 0 && (tokens.isWord(verb, "update") || tokens.isWord(verb, "delete"))) {
            int aliased = tableOfAlias(name);
            return aliased >= 0 ? aliased : name;
        }
        return name;
    }

    /** The last part of the (qualified) name that begins at {@code start}. */
    int nameAt(int start) {
        int i = start;
        while (tokens.isWord(i, "only") || tokens.isWord(i, "lateral")) {
            i++;
        }
        if (!tokens.isIdentifier(i) || tokens.isWordIn(i, SqlWords.NO_TABLE)) {
            return -1;
        }
        while (tokens.isPunct(i + 1, '.')) {
            int next = tokens.isPunct(i + 2, '.') ? i + 3 : i + 2;
            if (!tokens.isIdentifier(next)) {
                break;
            }
            i = next;
        }
        return i;
    }

    int skipModifiers(int start) {
        int i = start;
        while (i < start + MAX_MODIFIERS && tokens.isWordIn(i, SqlWords.MODIFIERS)) {
            i++;
        }
        return i;
    }

    /** The first {@code word} from {@code start} on that stands directly in {@code group}. */
    int find(String word, int start, int group) {
        for (int i = start; i < tokens.count; i++) {
            if (tokens.group(i) == group && tokens.isWord(i, word)) {
                return i;
            }
        }
        return -1;
    }

    private int firstReal(int start) {
        for (int i = start; i < tokens.count; i++) {
            boolean from = tokens.isWord(i, "from") || tokens.isWord(i, "join");
            if (from && isQueryLevel(tokens.group(i))) {
                int name = nameAt(i + 1);
                if (name >= 0 && !isCte(name)) {
                    return name;
                }
            }
        }
        return -1;
    }

    /** Not the FROM of extract(year from x) and its like. */
    private boolean isQueryLevel(int group) {
        return group < 0
                || tokens.opensQuery(group)
                || tokens.isPunct(group + 1, '(')
                || tokens.isIdentifier(group + 1) && tokens.isWord(group + 2, "join");
    }

    private boolean isCte(int name) {
        if (withStart < 0 || tokens.isPunct(name - 1, '.')) {
            return false;
        }
        int level = tokens.group(withStart);
        for (int i = withStart + 1; i < withEnd; i++) {
            boolean names = tokens.isPunct(i - 1, ',') || tokens.isWord(i - 1, "recursive") || i == withStart + 1;
            if (names && tokens.group(i) == level && sameIdentifier(i, name)) {
                return true;
            }
        }
        return false;
    }

    /** UPDATE u .. FROM users u, DELETE u FROM users u: what a FROM or JOIN calls by that name. */
    private int tableOfAlias(int alias) {
        for (int i = alias + 1; i < tokens.count; i++) {
            boolean source = tokens.isWord(i, "from") || tokens.isWord(i, "join") || tokens.isPunct(i, ',');
            if (source && tokens.group(i) == tokens.group(alias)) {
                int name = nameAt(i + 1);
                int next = tokens.isWord(name + 1, "as") ? name + 2 : name + 1;
                if (name >= 0 && sameIdentifier(next, alias)) {
                    return name;
                }
            }
        }
        return -1;
    }

    private boolean sameIdentifier(int i, int j) {
        return tokens.isIdentifier(i)
                && tokens.isIdentifier(j)
                && tokens.identifier(i).equalsIgnoreCase(tokens.identifier(j));
    }
}
