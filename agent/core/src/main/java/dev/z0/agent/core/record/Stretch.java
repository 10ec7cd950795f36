package dev.z0.agent.core.record;

import java.util.function.Supplier;

/**
 * A stretch of one thread's time, and what the thread does meanwhile counts for. Stretches lie inside each other; each is
 * closed on the thread that opened it. z0's own, because OpenTelemetry's context sets logging up, and needs the JDK's module
 * for it, which a runtime image may lack.
 */
public abstract class Stretch implements AutoCloseable {
    private static final ThreadLocal<Stretch> CURRENT = new ThreadLocal<>();

    private final Stretch around = CURRENT.get();

    /** The current thread's innermost stretch, or null. */
    static Stretch current() {
        return CURRENT.get();
    }

    /** It begins: called once, when it has been made. */
    final void begin() {
        CURRENT.set(this);
    }

    /** What was before is current again. */
    final void end() {
        CURRENT.set(around);
    }

    /** The innermost attachment from here outwards, or null. */
    Attachment attachment() {
        return around == null ? null : around.attachment();
    }

    /** Makes the {@code baggage} header that the application has made current; null for what came in. */
    Supplier<String> baggage() {
        return around == null ? null : around.baggage();
    }

    /** Ends it, where it is still the innermost one. */
    @Override
    public void close() {
        if (CURRENT.get() == this) {
            end();
        }
    }
}
