package dev.z0.agent.core.record;

import dev.z0.agent.core.support.ThreadCost;
import io.opentelemetry.context.Scope;

/**
 * A stretch of one thread's work for a unit. Closed on the thread that opened it, innermost first; what the thread
 * spent in between is then added to the unit.
 */
public final class Attachment implements AutoCloseable {
    private final Scope scope;
    private final Summary unit;
    private final long cpuNanos;
    private final long allocatedBytes;

    Attachment(Scope scope, Summary unit) {
        this.scope = scope;
        this.unit = unit;
        // Nested stretches on one thread would count twice: only the outermost one of a unit measures.
        boolean measures = unit != null && unit.workers().enter(Thread.currentThread());
        this.cpuNanos = measures ? ThreadCost.cpuNanos() : -1;
        this.allocatedBytes = measures ? ThreadCost.allocatedBytes() : -1;
    }

    /** The unit that the thread works for, or null. */
    public Summary unit() {
        return unit;
    }

    @Override
    public void close() {
        scope.close();
        if (cpuNanos >= 0) {
            unit.workers()
                    .leave(
                            Thread.currentThread(),
                            ThreadCost.cpuNanos() - cpuNanos,
                            ThreadCost.allocatedBytes() - allocatedBytes);
        }
    }
}
