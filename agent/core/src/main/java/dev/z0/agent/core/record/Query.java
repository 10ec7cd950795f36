package dev.z0.agent.core.record;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.id.Ids;
import dev.z0.agent.core.naming.SqlStatement;
import dev.z0.agent.core.redact.Redactor;
import io.opentelemetry.api.trace.SpanKind;

/** One call of a database: a statement, a batch of them, or the end of a transaction. */
public final class Query extends SpanRecord {
    private final Database database;
    private final SqlStatement statement;
    private final Rows rows = new Rows();
    private int count = 1;
    private String eventId;
    private String factType;

    private Query(SpanRecord parent, Database database, SqlStatement statement) {
        super(parent);
        this.database = database;
        this.statement = statement;
    }

    /** The statement starts to run, for whatever the current thread works for. */
    public static Query start(Database database, SqlStatement statement) {
        return new Query(SpanRecord.current(), database, statement);
    }

    /** How many statements the call ran: more than 1 for a batch, 0 for the end of a transaction. */
    public void count(int statements) {
        count = statements;
    }

    /** How many statements the call ran. */
    public int count() {
        return count;
    }

    /** What counts its rows. That may go on after the end, as long as the unit runs. */
    public Rows rows() {
        return rows;
    }

    /** Rows that it inserted, updated or deleted. */
    public long rowsTouched() {
        return rows.touched();
    }

    /** Rows read from its result so far. */
    public long rowsRead() {
        return rows.read();
    }

    /** Time of the call and of reading its result, in nanoseconds. */
    public long databaseNanos() {
        return durationNanos() + rows.readNanos();
    }

    /** The database that it ran in. */
    public Database database() {
        return database;
    }

    /** What ran. */
    public SqlStatement statement() {
        return statement;
    }

    /** The value that the rules' column for the type of facts is given; null where it isn't known. */
    public void factType(String value) {
        factType = value;
    }

    /** The type of the facts that it writes, by the rules, redacted; null where it writes none. */
    public String factType() {
        String known = Z0.rules().factType(statement);
        return known == null || factType == null ? known : Redactor.text(factType);
    }

    /** The id of the fact that it writes. For z0's thread only. */
    public String eventId() {
        if (eventId == null) {
            eventId = Ids.event();
        }
        return eventId;
    }

    @Override
    void addTo(Tally tally) {
        tally.query(this);
        String type = failed() ? null : factType();
        if (type != null) {
            tally.fact(type, Math.max(1, count), eventId());
        }
    }

    @Override
    public String name() {
        return statement.spanName(database.system());
    }

    @Override
    public SpanKind kind() {
        return SpanKind.CLIENT;
    }

    @Override
    public void attributes(AttributeSink out) {
        out.put(Attribute.DB_SYSTEM, database.system());
        out.put(Attribute.DB_NAMESPACE, database.namespace());
        out.put(Attribute.SERVER_ADDRESS, database.host());
        if (database.port() > 0) {
            out.put(Attribute.SERVER_PORT, database.port());
        }
        out.put(Attribute.DB_QUERY_TEXT, statement.text());
        out.put(Attribute.DB_OPERATION, statement.operation());
        out.put(Attribute.DB_COLLECTION, statement.table());
        if (count > 1) {
            out.put(Attribute.DB_BATCH_SIZE, count);
        }
        String type = factType();
        if (type != null) {
            out.put(Attribute.EVENT_ID, eventId());
            out.put(Attribute.FACT_TYPE, type);
        }
        out.put(Attribute.ERROR_TYPE, errorType());
    }
}
