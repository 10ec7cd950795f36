package dev.z0.agent.core.support;

/**
 * Tells the outermost of nested calls from those it makes in turn on the same thread: a pool's statement calls the
 * driver's, one HTTP client sits on another, and each call is to count once.
 */
public enum CallDepth {
    /** Calls of a database. */
    JDBC,
    /** Asking a pool for a connection. */
    POOL,
    /** Outgoing HTTP calls. */
    HTTP,
    /** Reading the head of an HTTP response, which may send the request again. */
    HTTP_RESPONSE,
    /** Reading values of the application that the rules name. */
    RULES,
    /** Logging. */
    LOGGING;

    private static final ThreadLocal<int[]> DEPTHS = new ThreadLocal<>();

    /** Goes one level down. Answers whether this is the outermost. Each call needs one of {@link #leave}. */
    public boolean enter() {
        int[] depths = DEPTHS.get();
        if (depths == null) {
            depths = new int[LOGGING.ordinal() + 1];
            DEPTHS.set(depths);
        }
        return depths[ordinal()]++ == 0;
    }

    /** Comes back up. */
    public void leave() {
        int[] depths = DEPTHS.get();
        if (depths != null && depths[ordinal()] > 0) {
            depths[ordinal()]--;
        }
    }

    /** Whether the current thread is inside such a call. */
    public boolean inside() {
        int[] depths = DEPTHS.get();
        return depths != null && depths[ordinal()] > 0;
    }
}
