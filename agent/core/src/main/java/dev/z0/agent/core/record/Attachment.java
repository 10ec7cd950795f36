package dev.z0.agent.core.record;

import io.opentelemetry.context.Scope;

/**
 * A stretch of one thread's work for a unit. Closed on the thread that opened it, innermost first; what the thread
 * spent in between is then added to the unit.
 */
public final class Attachment implements AutoCloseable {
    private final Scope scope;
    private final Summary unit;

    /** Nested stretches on one thread would count twice: only the outermost one of a unit is measured. */
    private final boolean measured;

    Attachment(Scope scope, Summary unit) {
        this.scope = scope;
        this.unit = unit;
        measured = unit != null && unit.workers().enter(Thread.currentThread());
    }

    /** The unit that the thread works for, or null. */
    public Summary unit() {
        return unit;
    }

    @Override
    public void close() {
        scope.close();
        if (measured) {
            unit.workers().leave(Thread.currentThread());
        }
    }
}
