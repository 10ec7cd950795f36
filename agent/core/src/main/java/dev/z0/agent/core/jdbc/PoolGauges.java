package dev.z0.agent.core.jdbc;

import dev.z0.agent.core.support.WeakMap;
import java.lang.reflect.Method;

/**
 * How many connections the pools hold, in use and idle, and how many threads wait for one. Read from the pools' own
 * public counters when metrics are made, by reflection each time: so nothing here keeps a pool or its classes alive.
 */
public final class PoolGauges {
    /** For each kind: what to ask for the counters, or none; those in use; idle; waiting, or none. */
    private static final String[][] COUNTERS = {
        {"hikari", "getHikariPoolMXBean", "getActiveConnections", "getIdleConnections", "getThreadsAwaitingConnection"},
        {"dbcp2", null, "getNumActive", "getNumIdle", null},
        {"tomcat", null, "getActive", "getIdle", "getWaitCount"},
        {"c3p0", null, "getNumBusyConnectionsDefaultUser", "getNumIdleConnectionsDefaultUser", null},
        {"druid", null, "getActiveCount", "getPoolingCount", "getWaitThreadCount"},
    };

    private static final WeakMap<Object, String> POOLS = new WeakMap<>(256);

    private PoolGauges() {}

    /** Takes one kind's numbers. */
    public interface Reader {
        /** {@code state} is {@code active}, {@code idle} or {@code waiting}; summed over the pools of the kind. */
        void read(String kind, String state, long value);
    }

    static void watch(Object pool, String kind) {
        if (POOLS.get(pool) == null) {
            POOLS.put(pool, kind);
        }
    }

    /** Reads all pools that gave a connection so far. Called on z0's thread; what can't be read is left out. */
    public static void read(Reader reader) {
        for (String[] counters : COUNTERS) {
            long[] sums = {-1, -1, -1};
            POOLS.forEach((pool, kind) -> {
                if (kind.equals(counters[0])) {
                    add(pool, counters, sums);
                }
            });
            tell(reader, counters[0], "active", sums[0]);
            tell(reader, counters[0], "idle", sums[1]);
            tell(reader, counters[0], "waiting", sums[2]);
        }
    }

    private static void tell(Reader reader, String kind, String state, long value) {
        if (value >= 0) {
            reader.read(kind, state, value);
        }
    }

    private static void add(Object pool, String[] counters, long[] sums) {
        Object source = counters[1] == null ? pool : ask(pool, counters[1]);
        for (int i = 0; i < sums.length && source != null; i++) {
            Object value = counters[i + 2] == null ? null : ask(source, counters[i + 2]);
            if (value instanceof Number) {
                sums[i] = Math.max(0, sums[i]) + ((Number) value).longValue();
            }
        }
    }

    private static Object ask(Object source, String getter) {
        try {
            Method method = source.getClass().getMethod(getter);
            return method.invoke(source);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return null; // also where its application has been stopped
        }
    }
}
