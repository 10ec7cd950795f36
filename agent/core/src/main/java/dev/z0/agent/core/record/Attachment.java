package dev.z0.agent.core.record;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;

/**
 * A stretch of one thread's work for a unit. Closed on the thread that opened it; what the thread spent in between is
 * then added to the unit. Stretches further in that are still open, because the application forgot to close its scope,
 * end with it, and closing them later does nothing.
 */
public final class Attachment implements AutoCloseable {
    private static final ContextKey<Attachment> KEY = ContextKey.named("z0");

    private final SpanRecord span;
    private final Attachment outer;
    private final Context before;
    private final Context during;
    private final Scope scope;

    /** Nested stretches on one thread would count twice: only the outermost one of a unit is measured. */
    private final boolean measured;

    /** {@code measurable}: whether it may take so long that it is worth asking what the thread spends. */
    Attachment(SpanRecord span, boolean measurable) {
        this.span = span;
        before = Context.current();
        outer = before.get(KEY);
        during = before.with(KEY, this);
        scope = during.makeCurrent();
        Summary unit = span.unit();
        measured = measurable && unit != null && unit.workers().enter(Thread.currentThread());
    }

    /** The innermost span that the current thread is attached to, or null. */
    static SpanRecord currentSpan() {
        Attachment innermost = Context.current().get(KEY);
        return innermost == null ? null : innermost.span;
    }

    /** The unit that the thread works for, or null. */
    public Summary unit() {
        return span.unit();
    }

    @Override
    public void close() {
        Context now = Context.current();
        if (now == during) {
            scope.close();
            leave();
            return;
        }
        Attachment innermost = now.get(KEY);
        for (Attachment open = innermost; open != null; open = open.outer) {
            if (open == this) {
                before.makeCurrent(); // for good: nobody will close what is still open
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
