package dev.z0.agent.core.jdbc;

import java.sql.Statement;

/** Reads what executing a batch returned: an {@code int[]} or a {@code long[]}. */
final class BatchCounts {
    private BatchCounts() {}

    static int size(Object counts) {
        if (counts instanceof int[]) {
            return ((int[]) counts).length;
        }
        return counts instanceof long[] ? ((long[]) counts).length : 0;
    }

    static long rows(Object counts) {
        long rows = 0;
        for (int i = 0; i < size(counts); i++) {
            rows += rows(counts instanceof int[] ? ((int[]) counts)[i] : ((long[]) counts)[i]);
        }
        return rows;
    }

    /** A driver that sends many inserts as one no longer knows each one's count: it was a row, most likely. */
    private static long rows(long count) {
        return count == Statement.SUCCESS_NO_INFO ? 1 : Math.max(0, count);
    }
}
