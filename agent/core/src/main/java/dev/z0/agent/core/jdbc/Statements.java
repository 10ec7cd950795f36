package dev.z0.agent.core.jdbc;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.naming.InsertedValue;
import dev.z0.agent.core.naming.SqlStatement;
import dev.z0.agent.core.record.Database;
import dev.z0.agent.core.record.Query;
import dev.z0.agent.core.support.CallDepth;
import dev.z0.agent.core.support.WeakMap;
import java.sql.BatchUpdateException;

/**
 * Makes a {@link Query} of each call that executes a driver's own statement. What a driver executes on its way there
 * does not count. Every first method of a pair answers what the second is to be given. Safe for use by many threads,
 * as far as one statement is used by one at a time.
 */
public final class Statements {
    /** Entered from within another call. */
    static final Object NESTED = new Object();

    private static final WeakMap<Object, NotedStatement> NOTED = new WeakMap<>(65_536);

    private Statements() {}

    static NotedStatement noted(Object statement) {
        return NOTED.get(statement);
    }

    /** A connection made a statement that has no text yet. */
    public static void created(Object connection, Object statement) {
        Database database = statement == null ? null : Connections.of(connection);
        if (database != null && !CallDepth.JDBC.inside()) {
            NOTED.put(statement, new NotedStatement(database, null, null));
        }
    }

    /** A connection is to prepare a statement. */
    public static Object preparing(Object connection) {
        Database database = Connections.of(connection);
        if (database == null) {
            return null;
        }
        return CallDepth.JDBC.enter() ? database : NESTED;
    }

    /** It did so; or threw, since many drivers find a statement's faults here. */
    public static void prepared(Object entered, Object statement, String sql, Throwable thrown) {
        if (entered == null) {
            return;
        }
        CallDepth.JDBC.leave();
        if (entered == NESTED) {
            return;
        }
        Database database = (Database) entered;
        if (thrown != null) {
            Query query = Query.start(database, SqlStatement.of(sql));
            query.fail(thrown);
            query.end();
        } else if (statement != null) {
            SqlStatement named = SqlStatement.of(sql);
            NOTED.put(statement, new NotedStatement(database, named, Z0.rules().factTypeIn(named, sql)));
        }
    }

    /** A parameter of a prepared statement is set. */
    public static void bound(Object statement, int index, Object value) {
        NotedStatement noted = value instanceof String ? NOTED.get(statement) : null;
        if (noted != null) {
            noted.bound(index, (String) value);
        }
    }

    /** A statement is closed. */
    public static void closed(Object statement) {
        NOTED.remove(statement);
    }

    /** A statement is to be executed; {@code sql} is null where it was prepared. */
    public static Object executing(Object statement, String sql) {
        NotedStatement noted = NOTED.get(statement);
        if (noted == null) {
            return null;
        }
        if (sql == null) {
            return start(noted, noted.prepared, noted.factType());
        }
        SqlStatement named = SqlStatement.of(sql);
        InsertedValue type = Z0.rules().factTypeIn(named, sql);
        return start(noted, named, type == null ? null : type.text());
    }

    /** A statement's batch is to be executed. Whatever comes of it, the batch is empty afterwards. */
    public static Object executingBatch(Object statement) {
        NotedStatement noted = NOTED.get(statement);
        if (noted == null) {
            return null;
        }
        Object entered = start(noted, noted.batchFirst == null ? noted.prepared : noted.batchFirst, noted.batchType());
        if (entered != NESTED) {
            ((Query) entered).count(noted.batch);
            clearedBatch(noted);
        }
        return entered;
    }

    private static Object start(NotedStatement noted, SqlStatement statement, String factType) {
        Query query = Query.start(noted.database, statement == null ? SqlStatement.of("") : statement);
        if (!CallDepth.JDBC.enter()) {
            return NESTED;
        }
        query.factType(factType);
        noted.rows = query.rows();
        noted.countPending = false;
        noted.keysAsked = false;
        return query;
    }

    /** It returned a result, or threw. */
    public static void queried(Object entered, Object resultSet, Throwable thrown) {
        if (entered instanceof Query && resultSet != null) {
            ResultRows.note(resultSet, ((Query) entered).rows());
        }
        finish(entered, thrown);
    }

    /** It touched so many rows, or threw. */
    public static void updated(Object entered, long rows, Throwable thrown) {
        if (entered instanceof Query && rows > 0) {
            ((Query) entered).rows().touch(rows);
        }
        finish(entered, thrown);
    }

    /** It did what it does, or threw; the application may ask for the outcome afterwards. */
    public static void executed(Object entered, Object statement, boolean result, Throwable thrown) {
        if (entered instanceof Query && !result && thrown == null) {
            moreResults(statement, false);
            if (((Query) entered).statement().isWrite()) {
                updateCount(statement, UpdateCounts.of(statement));
            }
        }
        finish(entered, thrown);
    }

    /** The batch touched so many rows, or threw. */
    public static void executedBatch(Object entered, Object counts, Throwable thrown) {
        if (entered instanceof Query) {
            Query query = (Query) entered;
            Object known =
                    thrown instanceof BatchUpdateException ? ((BatchUpdateException) thrown).getUpdateCounts() : counts;
            query.rows().touch(BatchCounts.rows(known));
            if (query.count() == 0) {
                query.count(BatchCounts.size(known)); // collected in ways of the driver's own
            }
        }
        finish(entered, thrown);
    }

    static void finish(Object entered, Throwable thrown) {
        if (entered == null) {
            return;
        }
        CallDepth.JDBC.leave();
        if (entered != NESTED) {
            Query query = (Query) entered;
            if (thrown != null) {
                query.fail(thrown);
            }
            query.end();
        }
    }

    /** The next of several outcomes is there: a result, or an update count. */
    public static void moreResults(Object statement, boolean result) {
        NotedStatement noted = NOTED.get(statement);
        if (noted != null && noted.rows != null) {
            noted.countPending = !result;
        }
    }

    /** The application asked for an outcome's update count. */
    public static void updateCount(Object statement, long rows) {
        NotedStatement noted = NOTED.get(statement);
        if (noted != null && noted.countPending && rows > 0) {
            noted.countPending = false;
            noted.rows.touch(rows);
        }
    }

    /** The application asked for an outcome's result. */
    public static void result(Object statement, Object resultSet) {
        NotedStatement noted = resultSet == null ? null : NOTED.get(statement);
        if (noted != null && noted.rows != null) {
            ResultRows.note(resultSet, noted.rows);
        }
    }

    /** The application asked for generated keys. */
    public static void generatedKeys(Object statement, Object keys) {
        NotedStatement noted = keys == null ? null : NOTED.get(statement);
        if (noted != null) {
            noted.keysAsked = true;
            ResultRows.ignore(keys);
        }
    }

    /** Something is added to a statement's batch. */
    public static Object addingToBatch(Object statement) {
        NotedStatement noted = NOTED.get(statement);
        if (noted == null) {
            return null;
        }
        return CallDepth.JDBC.enter() ? noted : NESTED;
    }

    /** It was added; {@code sql} is null where it was prepared. */
    public static void addedToBatch(Object entered, String sql, Throwable thrown) {
        if (entered == null) {
            return;
        }
        CallDepth.JDBC.leave();
        if (entered != NESTED && thrown == null) {
            NotedStatement noted = (NotedStatement) entered;
            noted.addedFact();
            if (noted.batch++ == 0 && sql != null) {
                noted.batchFirst = SqlStatement.of(sql);
            }
        }
    }

    /** A statement's batch was emptied. */
    public static void clearedBatch(Object statement) {
        NotedStatement noted = NOTED.get(statement);
        if (noted != null) {
            clearedBatch(noted);
        }
    }

    private static void clearedBatch(NotedStatement noted) {
        noted.batch = 0;
        noted.batchFirst = null;
    }
}
