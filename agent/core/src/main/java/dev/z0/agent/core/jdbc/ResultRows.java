package dev.z0.agent.core.jdbc;

import dev.z0.agent.core.record.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Counts and times the rows that the application reads from drivers' own results. This runs once a row, so each
 * thread remembers, by identity hash code, whose the last few results are: no allocation, no map, and nothing of the
 * application's is held. Two results of one thread may have the same hash code, once in two thousand million times;
 * then some rows count with the wrong statement. A result that isn't remembered, because it is read on another thread
 * or among many others, is asked for its statement, once.
 */
public final class ResultRows {
    private static final int REMEMBERED = 8;
    private static final Rows NOBODYS = new Rows();
    private static final ThreadLocal<ResultRows> HERE = new ThreadLocal<>();

    /** Whether results of the class have come out of drivers' own statements; others are of no interest. */
    private static final ClassValue<boolean[]> OF_DRIVER = new ClassValue<boolean[]>() {
        @Override
        protected boolean[] computeValue(Class<?> type) {
            return new boolean[1];
        }
    };

    private final int[] hashes = new int[REMEMBERED];
    private final Rows[] owners = new Rows[REMEMBERED];
    private Rows reading;
    private long startNanos;

    private ResultRows() {}

    static void note(Object resultSet, Rows rows) {
        boolean[] ofDriver = OF_DRIVER.get(resultSet.getClass());
        if (!ofDriver[0]) {
            ofDriver[0] = true;
        }
        here().remember(System.identityHashCode(resultSet), rows);
    }

    /** These rows are no query's. */
    static void ignore(Object resultSet) {
        here().remember(System.identityHashCode(resultSet), NOBODYS);
    }

    /** A result is to move to its next row. Answers what {@link #advanced} is to be given. */
    public static Object advancing(Object resultSet) {
        if (!OF_DRIVER.get(resultSet.getClass())[0]) {
            return null;
        }
        ResultRows here = here();
        if (here.reading != null) {
            return null; // the driver's own call
        }
        Rows owner = here.ownerOf(resultSet);
        if (owner == NOBODYS) {
            return null;
        }
        here.startNanos = System.nanoTime();
        here.reading = owner;
        return here;
    }

    /** It did so, or there was none. */
    public static void advanced(Object entered, boolean row) {
        if (entered != null) {
            ResultRows here = (ResultRows) entered;
            here.reading.read(row ? 1 : 0, System.nanoTime() - here.startNanos);
            here.reading = null;
        }
    }

    private static ResultRows here() {
        ResultRows here = HERE.get();
        if (here == null) {
            here = new ResultRows();
            HERE.set(here);
        }
        return here;
    }

    private Rows ownerOf(Object resultSet) {
        int hash = System.identityHashCode(resultSet);
        int place = hash & REMEMBERED - 1;
        Rows owner = owners[place];
        if (owner == null || hashes[place] != hash) {
            owner = ask(resultSet);
            remember(hash, owner);
        }
        return owner;
    }

    private void remember(int hash, Rows owner) {
        int place = hash & REMEMBERED - 1;
        hashes[place] = hash;
        owners[place] = owner;
    }

    private static Rows ask(Object resultSet) {
        try {
            Object statement = ((ResultSet) resultSet).getStatement();
            NotedStatement noted = statement == null ? null : Statements.noted(statement);
            return noted == null || noted.rows == null || noted.keysAsked ? NOBODYS : noted.rows;
        } catch (SQLException | RuntimeException e) {
            return NOBODYS; // it was closed
        }
    }
}
