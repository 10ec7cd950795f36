package dev.z0.instrumentation.concurrent;

import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.Carried;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.record.Summary;
import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.ThreadContextElement;

/** What a coroutine works for: the thread, too, as long as it runs the coroutine. Immutable. */
public final class SpanElement extends AbstractCoroutineContextElement implements ThreadContextElement<Object> {
    private static final Key KEY = new Key();

    private final SpanRecord span;

    private SpanElement(SpanRecord span) {
        super(KEY);
        this.span = span;
    }

    /** The context of what works for the span. */
    public static CoroutineContext in(CoroutineContext context, SpanRecord span) {
        SpanElement known = context.get(KEY);
        return known != null && known.span == span ? context : context.plus(new SpanElement(span));
    }

    /** The coroutine goes on on this thread; what goes on after its request has ended belongs to nothing. */
    @Override
    public Object updateThreadContext(CoroutineContext context) {
        Summary unit = span.unit();
        return unit != null && unit.ended() ? null : Carried.enter(span);
    }

    /** It waits, or is done. */
    @Override
    public void restoreThreadContext(CoroutineContext context, Object entered) {
        Carried.leave((Attachment) entered);
    }

    private static final class Key implements CoroutineContext.Key<SpanElement> {}
}
