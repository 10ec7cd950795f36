package dev.z0.agent.core.record;

/**
 * The rows that a statement moved. Apart from its {@link Query}, because it is remembered with the statement and its
 * results, which may outlive the request by far: it refers to nothing. Used by one thread at a time.
 */
public final class Rows {
    private long touched;
    private long read;
    private long readNanos;

    /** So many rows were inserted, updated or deleted. */
    public void touch(long rows) {
        touched += rows;
    }

    /** So many rows were read from the result, in so many nanoseconds. */
    public void read(long rows, long nanos) {
        read += rows;
        readNanos += nanos;
    }

    /** Rows inserted, updated or deleted. */
    long touched() {
        return touched;
    }

    /** Rows read. */
    long read() {
        return read;
    }

    /** Time spent on reading them, in nanoseconds. */
    long readNanos() {
        return readNanos;
    }
}
