package dev.z0.agent.core.record;

/**
 * A stretch of one thread's work for a unit. Closed on the thread that opened it; what the thread spent in between is
 * then added to the unit. Stretches further in that are still open, because the application forgot to close its scope,
 * end with it, and closing them later does nothing.
 */
public final class Attachment extends Stretch {
    private final SpanRecord span;
    private final Attachment outer;

    /** Nested stretches on one thread would count twice: only the outermost one of a unit is measured. */
    private final boolean measured;

    /** {@code measurable}: whether it may take so long that it is worth asking what the thread spends. */
    Attachment(SpanRecord span, boolean measurable) {
        this.span = span;
        outer = super.attachment();
        Summary unit = span.unit();
        measured = measurable && unit != null && unit.workers().enter(Thread.currentThread());
        begin();
    }

    /** The innermost span that the current thread is attached to, or null. */
    static SpanRecord currentSpan() {
        Stretch current = current();
        Attachment innermost = current == null ? null : current.attachment();
        return innermost == null ? null : innermost.span;
    }

    /** The unit that the thread works for, or null. */
    public Summary unit() {
        return span.unit();
    }

    @Override
    Attachment attachment() {
        return this;
    }

    @Override
    public void close() {
        Stretch now = current();
        Attachment innermost = now == null ? null : now.attachment();
        for (Attachment open = innermost; open != null; open = open.outer) {
            if (open == this) {
                end(); // also for those that nobody closed
                leaveFrom(innermost);
                return;
            }
        }
    }

    private void leaveFrom(Attachment innermost) {
        for (Attachment open = innermost; open != outer; open = open.outer) {
            open.leave();
        }
    }

    private void leave() {
        if (measured) {
            span.unit().workers().leave(Thread.currentThread());
        }
    }
}
