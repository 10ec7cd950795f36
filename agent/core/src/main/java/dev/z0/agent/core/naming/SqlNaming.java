package dev.z0.agent.core.naming;

import java.util.List;
import java.util.Locale;

/** Finds out what a statement does to which table, and makes its name. */
final class SqlNaming {

    private static final int MAX_SUFFIX = 90;
    private static final int MAX_COLUMN = 30;

    private static final Words WRITES = new Words("insert update delete merge replace upsert copy load");
    private static final Words CALLS = new Words("call exec execute declare do");
    private static final Words DEFINITIONS =
            new Words("create alter drop truncate rename comment grant revoke analyze vacuum reindex");
    private static final Words TRANSACTIONS =
            new Words("begin start commit rollback savepoint release abort end lock prepare xa");
    private static final Words QUERIES = new Words(
            "select with values table show set explain describe desc pragma use"
                    + " fetch listen notify unlisten close deallocate reset discard open kill check optimize handler flush from");
    private static final Words OBJECTS =
            new Words("table view index sequence function procedure trigger type schema database user role");
    private static final Words NAMED_OBJECTS = new Words("table view sequence function procedure trigger type");

    private final SqlTokens tokens;
    private final SqlTables tables;
    private String operation = "OTHER";
    private String kind = "query";
    private String table;
    private String suffix;

    SqlNaming(SqlTokens tokens) {
        this.tokens = tokens;
        this.tables = new SqlTables(tokens);
        int verb = 0;
        while (verb < tokens.count && tokens.kind(verb) != SqlTokens.WORD) {
            verb++;
        }
        read(verb);
    }

    String operation() {
        return operation;
    }

    String kind() {
        return kind;
    }

    String table() {
        return table;
    }

    String suffix() {
        return kind + '.' + suffix;
    }

    private void read(int first) {
        int verb = tables.mainVerb(first);
        String word =
                tokens.kind(verb) == SqlTokens.WORD ? tokens.identifier(verb).toLowerCase(Locale.ROOT) : "";
        suffix = "other";
        if (tokens.isWordIn(verb, WRITES)) {
            write(verb, word);
        } else if (tokens.isWordIn(verb, CALLS)) {
            call(verb, word);
        } else if (tokens.isWordIn(verb, DEFINITIONS)) {
            define(verb, word);
        } else if (tokens.isWordIn(verb, TRANSACTIONS)) {
            transaction(verb, word);
        } else if (tokens.isWordIn(verb, QUERIES)) {
            query(verb, word);
        }
    }

    private void query(int verb, String word) {
        operation(word);
        suffix = word;
        int name = word.equals("select") ? tables.queried(verb) : word.equals("table") ? tables.nameAt(verb + 1) : -1;
        if (name >= 0) {
            table = tokens.identifier(name);
            suffix = withColumns(segment(table), name);
        } else if (word.equals("explain") || word.equals("describe") || word.equals("desc")) {
            int from = tables.queried(verb);
            named(from >= 0 ? from : tables.nameAt(verb + 1));
        }
    }

    private void write(int verb, String word) {
        operation(word);
        kind = "write";
        suffix = word;
        int name = tables.written(verb);
        if (name >= 0) {
            table = tokens.identifier(name);
            suffix += '_' + segment(table);
            boolean compares = word.equals("update") || word.equals("delete");
            suffix = compares ? withColumns(suffix, name) : suffix;
        }
    }

    private void call(int verb, String word) {
        operation(word);
        kind = "call";
        suffix = word;
        int name = verb + 1;
        if (tokens.kind(name) == SqlTokens.PARAM && tokens.isPunct(name + 1, '=')) {
            name += 2;
        }
        if (!word.equals("declare") && !word.equals("do") && !tokens.isWord(name, "immediate")) {
            procedure(name);
        }
    }

    private void procedure(int name) {
        int last = tables.nameAt(name);
        suffix = last >= 0 ? segment(tokens.identifier(last)) : suffix;
    }

    private void define(int verb, String word) {
        operation(word);
        kind = "ddl";
        suffix = word;
        int object = verb + 1;
        if (word.equals("truncate")) {
            named(tables.nameAt(tokens.isWord(object, "table") ? object + 1 : object));
            return;
        }
        while (object < verb + 8 && !tokens.isWordIn(object, OBJECTS)) {
            object++;
        }
        if (object == verb + 8 || !(word.equals("create") || word.equals("alter") || word.equals("drop"))) {
            return;
        }
        suffix += '_' + tokens.identifier(object).toLowerCase(Locale.ROOT);
        if (tokens.isWordIn(object, NAMED_OBJECTS)) {
            int name = tables.nameAt(tables.skipModifiers(object + 1));
            if (tokens.isWord(object, "table")) {
                named(name);
            } else if (name >= 0) {
                suffix += '_' + segment(tokens.identifier(name));
            }
        } else if (tokens.isWord(object, "index")) {
            named(tables.nameAt(tables.find("on", object, tokens.group(verb)) + 1));
        }
    }

    private void transaction(int verb, String word) {
        int next = verb + 1;
        boolean block = word.equals("begin") && tokens.kind(next) != SqlTokens.NONE && !tokens.isPunct(next, ';');
        if (block
                && !tokens.isWord(next, "transaction")
                && !tokens.isWord(next, "work")
                && !tokens.isWord(next, "tran")) {
            block(verb);
            return;
        }
        operation(word);
        kind = "tx";
        suffix = word.equals("start") ? "begin" : word;
        if (word.equals("lock")) {
            named(tables.nameAt(tables.skipModifiers(next)));
        }
    }

    /** BEGIN name(?); END or BEGIN ? := name(?); END is a call, any other block has no name. */
    private void block(int verb) {
        operation("begin");
        kind = "call";
        suffix = "block";
        int name = verb + 1;
        if (tokens.kind(name) == SqlTokens.PARAM && tokens.isPunct(name + 1, ":=")) {
            name += 2;
        }
        if (!tokens.isWordIn(name, WRITES) && !tokens.isWordIn(name, SqlWords.STATEMENTS)) {
            procedure(name);
        }
    }

    private void operation(String word) {
        operation = word.toUpperCase(Locale.ROOT);
    }

    private void named(int name) {
        if (name >= 0) {
            table = tokens.identifier(name);
            suffix += '_' + segment(table);
        }
    }

    private String withColumns(String head, int name) {
        List<String> columns = SqlColumns.comparedAfter(tokens, name);
        StringBuilder out = new StringBuilder(head);
        String before = "_by_";
        for (String column : columns) {
            String segment = Names.segment(column);
            if (segment.length() > MAX_COLUMN || out.length() + before.length() + segment.length() > MAX_SUFFIX) {
                break;
            }
            out.append(before).append(segment);
            before = "_and_";
        }
        return out.toString();
    }

    private static String segment(String identifier) {
        return Names.segment(Identifiers.stem(identifier));
    }
}
