package dev.z0.agent.core.jdbc;

import dev.z0.agent.core.naming.SqlStatement;
import dev.z0.agent.core.record.Database;
import dev.z0.agent.core.record.Query;
import dev.z0.agent.core.support.CallDepth;
import dev.z0.agent.core.support.WeakMap;

/**
 * Which connections are drivers' own, and where they lead. Statements count where they are made by such a connection,
 * and only there: pools, proxies and wrappers around it then need not be known at all, whichever thread sees them
 * first. A connection is a driver's own if it came out of the innermost {@code Driver.connect}, or if its class is in
 * a known driver's package: some drivers' data sources go past {@code Driver}. Thread-safe. Nothing is asked of a
 * connection.
 */
public final class Connections {
    private static final WeakMap<Object, Database> OPENED = new WeakMap<>(16_384);
    private static final ThreadLocal<int[]> OPENED_HERE = new ThreadLocal<>();
    private static final Database NONE = new Database("other_sql", null, null, 0);

    private static final ClassValue<Database> BY_CLASS = new ClassValue<Database>() {
        @Override
        protected Database computeValue(Class<?> type) {
            String system = Systems.ofClass(type.getName());
            return system == null ? NONE : new Database(system, null, null, 0);
        }
    };

    private Connections() {}

    /** A driver is asked for a connection. Answers what {@link #connected} is to be given. */
    public static Object connecting() {
        Object entered = openedHere()[0];
        CallDepth.JDBC.enter(); // what a driver executes to set a connection up isn't the application's
        return entered;
    }

    /** It gave this connection, or null: drivers refuse URLs of others. */
    public static void connected(Object entered, Object connection, String url) {
        if (entered == null) {
            return;
        }
        CallDepth.JDBC.leave();
        int[] opened = openedHere();
        // A driver that asked another one on the way has put something around its connection.
        if (connection != null && url != null && (Integer) entered == opened[0]) {
            opened[0]++;
            OPENED.put(connection, JdbcUrl.parse(url));
        }
    }

    private static int[] openedHere() {
        int[] opened = OPENED_HERE.get();
        if (opened == null) {
            opened = new int[1];
            OPENED_HERE.set(opened);
        }
        return opened;
    }

    /** Where a driver's own connection leads; null for any other. */
    static Database of(Object connection) {
        Database opened = OPENED.get(connection);
        if (opened != null) {
            return opened;
        }
        Database byClass = BY_CLASS.get(connection.getClass());
        return byClass == NONE ? null : byClass;
    }

    /** A connection is to {@code COMMIT} or {@code ROLLBACK}. Answers what {@link #ended} is to be given. */
    public static Object ending(Object connection, String verb) {
        Database database = of(connection);
        if (database == null) {
            return null;
        }
        Query query = Query.start(database, SqlStatement.of(verb));
        query.count(0);
        return CallDepth.JDBC.enter() ? query : Statements.NESTED;
    }

    /** It did so, or threw. */
    public static void ended(Object entered, Throwable thrown) {
        Statements.finish(entered, thrown);
    }
}
