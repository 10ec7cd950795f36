package dev.z0.agent.core.jdbc;

import dev.z0.agent.core.record.PoolWait;
import dev.z0.agent.core.support.CallDepth;

/** Measures how long a pool lets the application wait for a connection. Thread-safe. */
public final class Pools {
    private Pools() {}

    /**
     * A pool is asked for a connection. Answers what {@link #waited} is to be given.
     *
     * @param kind the pool's kind, {@code hikari}
     */
    public static Object waiting(String kind) {
        PoolWait wait = PoolWait.start(kind);
        // What a pool executes to see whether a connection still lives is part of the wait.
        CallDepth.JDBC.enter();
        return CallDepth.POOL.enter() ? wait : Statements.NESTED;
    }

    /** It gave one, or threw. */
    public static void waited(Object entered, Object pool, Throwable thrown) {
        if (entered == null) {
            return;
        }
        CallDepth.POOL.leave();
        CallDepth.JDBC.leave();
        if (entered != Statements.NESTED) {
            PoolWait wait = (PoolWait) entered;
            if (thrown != null) {
                wait.fail(thrown);
            }
            wait.end();
            PoolGauges.watch(pool, wait.pool());
        }
    }
}
