package dev.z0.agent.core.naming;

/**
 * What a SQL statement is, without its values: the same instance for all statements with the same parameterised text, so that
 * callers compare by identity. Immutable. Statements are found in caches of fixed size (1,024 texts as the application wrote
 * them, up to 4 KB each, and 1,024 instances); one that comes back after a long time can be a new instance. Of a statement,
 * the first 16 KB are read. There are at most 1,500 distinct names; later ones are called {@code query.other} and the like.
 */
public final class SqlStatement {

    private static final int MAX_KEY = 4096;
    private static final int MAX_TEXT = 2000;

    private static final ClockCache<SqlStatement> BY_SQL = new ClockCache<>(1024);
    private static final ClockCache<SqlStatement> BY_SHAPE = new ClockCache<>(1024);
    private static final Vocabulary NAMES = new Vocabulary(1500);

    private final String text;
    private final String operation;
    private final String table;
    private final String kind;
    private final String nameSuffix;

    private SqlStatement(String text, SqlNaming naming) {
        this.text = text;
        this.operation = naming.operation();
        this.table = naming.table();
        this.kind = naming.kind();
        this.nameSuffix = NAMES.admit(naming.suffix(), kind + ".other");
    }

    /** The statement that {@code sql} is. Never fails and never blocks for long, whatever {@code sql} holds; null is empty. */
    public static SqlStatement of(String sql) {
        if (sql == null) {
            return of("");
        }
        if (sql.length() > MAX_KEY) {
            return read(sql);
        }
        SqlStatement statement = BY_SQL.get(sql);
        if (statement == null) {
            statement = read(sql);
            BY_SQL.put(sql, statement);
        }
        return statement;
    }

    private static SqlStatement read(String sql) {
        SqlTokens tokens = SqlLexer.read(sql);
        String full = SqlText.of(tokens);
        String text = cut(full);
        // Long texts may differ only behind the cut (WHERE after a long column list): keep those apart.
        String shape = full.length() == text.length() ? full : text + '#' + full.length() + '#' + full.hashCode();
        SqlStatement known = BY_SHAPE.get(shape);
        return known != null ? known : BY_SHAPE.intern(shape, new SqlStatement(text, new SqlNaming(tokens)));
    }

    private static String cut(String text) {
        if (text.length() <= MAX_TEXT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT;
        return text.substring(0, end);
    }

    /** The text with {@code ?} for every literal, at most 2,000 characters. */
    public String text() {
        return text;
    }

    /** The statement's verb in upper case: SELECT, INSERT, CALL, COMMIT; OTHER if it is none of SQL's. */
    public String operation() {
        return operation;
    }

    /** The main table as written, without schema and quotes; null if there is none. */
    public String table() {
        return table;
    }

    /** {@code query}, {@code write}, {@code call}, {@code ddl} or {@code tx}. */
    public String kind() {
        return kind;
    }

    /** What follows the database in a span's name: {@code query.facts_by_tenant}, {@code tx.commit}. */
    public String nameSuffix() {
        return nameSuffix;
    }

    /** Whether rows are added to {@link #table()}: INSERT, REPLACE, UPSERT and MERGE. */
    public boolean isInsert() {
        return kind.equals("write")
                && (operation.equals("INSERT")
                        || operation.equals("REPLACE")
                        || operation.equals("UPSERT")
                        || operation.equals("MERGE"));
    }

    @Override
    public String toString() {
        return nameSuffix;
    }
}
