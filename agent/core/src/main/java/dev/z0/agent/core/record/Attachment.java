package dev.z0.agent.core.record;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;

/**
 * A stretch of one thread's work for a unit. Closed on the thread that opened it; what the thread spent in between is
 * then added to the unit. Stretches further in that are still open, because the application forgot to close its scope,
 * end with it, and closing them later does nothing.
 *
 * <p>It is itself the {@link Context} of its stretch: the one around it, and itself.
 */
public final class Attachment implements Context, AutoCloseable {
    private static final ContextKey<Attachment> KEY = ContextKey.named("z0");

    private final SpanRecord span;
    private final Attachment outer;
    private final Context before;
    private final Scope scope;

    /** Nested stretches on one thread would count twice: only the outermost one of a unit is measured. */
    private final boolean measured;

    /** {@code measurable}: whether it may take so long that it is worth asking what the thread spends. */
    Attachment(SpanRecord span, boolean measurable) {
        this.span = span;
        before = Context.current();
        outer = before.get(KEY);
        scope = makeCurrent();
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
    @SuppressWarnings("unchecked") // the key is that of attachments
    public <V> V get(ContextKey<V> key) {
        return key == KEY ? (V) this : before.get(key);
    }

    @Override
    public <V> Context with(ContextKey<V> key, V value) {
        return before.with(KEY, this).with(key, value);
    }

    @Override
    public void close() {
        Context now = Context.current();
        if (now == this) {
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
