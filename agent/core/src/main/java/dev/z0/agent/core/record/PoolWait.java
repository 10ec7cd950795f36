package dev.z0.agent.core.record;

/** A wait for a pooled connection. */
public final class PoolWait extends SpanRecord {
    private static final long WORTH_A_SPAN_NANOS = 1_000_000;

    private final String pool;

    private PoolWait(SpanRecord parent, String pool) {
        super(parent);
        this.pool = pool;
    }

    /**
     * The current thread asks a pool for a connection.
     *
     * @param pool the pool's kind, {@code hikari}
     */
    public static PoolWait start(String pool) {
        return new PoolWait(SpanRecord.current(), pool);
    }

    /** The pool's kind. */
    public String pool() {
        return pool;
    }

    @Override
    void addTo(Tally tally) {
        tally.waited(durationNanos());
    }

    /** Most connections are there at once. */
    @Override
    public boolean isWorthASpan() {
        return failed() || durationNanos() >= WORTH_A_SPAN_NANOS;
    }

    @Override
    public String name() {
        return "z0." + pool + ".pool.get_connection";
    }

    @Override
    public void attributes(AttributeSink out) {
        out.put(Attribute.ERROR_TYPE, errorType());
    }
}
