package dev.z0.agent.core.naming;

/**
 * What a SQL statement is, without its values: the same instance for all statements with the same parameterised text, so that
 * callers compare by identity. Immutable. Statements are found in caches of fixed size (1,024 texts as the application wrote
 * them, up to 4 KB each, and 1,024 instances); one that comes back after a long time can be a new instance. Of a statement,
 * the first 16 KB are read. There are at most 1,500 distinct names; later ones are called {@code query.other} and the like.
 */
public final class SqlStatement {
    private String[] spanName;

    private static final SqlCache CACHE = new SqlCache();

    private final String text;
    private final String operation;
    private final String table;
    private final String kind;
    private final String nameSuffix;

    SqlStatement(String text, SqlNaming naming, String nameSuffix) {
        this.text = text;
        this.operation = naming.operation();
        this.table = naming.table();
        this.kind = naming.kind();
        this.nameSuffix = nameSuffix;
    }

    /** The statement that {@code sql} is. Never fails and never blocks for long, whatever {@code sql} holds; null is empty. */
    public static SqlStatement of(String sql) {
        return CACHE.of(sql == null ? "" : sql);
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

    /** The span's name in a database of this kind: {@code z0.postgresql.query.facts_by_tenant}. */
    public String spanName(String system) {
        String[] known = spanName; // nearly always the same kind again
        if (known == null || !known[0].equals(system)) {
            known = new String[] {system, "z0." + system + '.' + nameSuffix()};
            spanName = known;
        }
        return known[1];
    }

    /** What follows the database in a span's name: {@code query.facts_by_tenant}, {@code tx.commit}. */
    public String nameSuffix() {
        return nameSuffix;
    }

    /** Whether rows are inserted, updated or deleted. */
    public boolean isWrite() {
        return kind.equals("write");
    }

    /** Whether rows are added to {@link #table()}: INSERT, REPLACE, UPSERT and MERGE. */
    public boolean isInsert() {
        return isWrite()
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
