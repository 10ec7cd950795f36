package dev.z0.agent.core.record;

import dev.z0.agent.core.support.Failures;
import dev.z0.agent.core.support.WeakMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Remembers for which span a task was handed to another thread, from then until it runs there. The task itself stays as
 * it is, so that the application can still remove, cast and compare it; it is held weakly, so that one that never runs
 * costs nothing. One object handed over several times, as a lambda without captures is, waits that many times; since
 * its runs can't be told apart, each takes any one of what is noted. Thread-safe.
 */
public final class Carried {
    private static final int TASKS = 1 << 16;
    private static final int TIMES = 10_000;
    private static final WeakMap<Object, Carried> WAITING = new WeakMap<>(TASKS, Carried::isLate);
    private static final AtomicLong TOO_OFTEN = new AtomicLong();

    private final SpanRecord span;
    private final Carried others;
    private final int times;

    private Carried(SpanRecord span, Carried others) {
        this.span = span;
        this.others = others;
        this.times = others == null ? 1 : others.times + 1;
    }

    /**
     * What work that begins now on another thread belongs to, or null. Nothing belongs to a unit that has ended: a task
     * that schedules itself again and again would else keep the first request that it came from for ever.
     */
    public static SpanRecord current() {
        SpanRecord span = SpanRecord.current();
        return span == null || isOver(span) ? null : span;
    }

    /** Whether the unit has ended that the task waits for: then it may still run, or was cancelled. */
    private boolean isLate() {
        for (Carried waiting = this; waiting != null; waiting = waiting.others) {
            if (!isOver(waiting.span)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOver(SpanRecord span) {
        Summary unit = span.unit();
        return unit != null && unit.ended();
    }

    /** The current thread hands a task over. */
    public static void note(Object task) {
        SpanRecord span = current();
        if (span == null || task == null) {
            return;
        }
        Carried waiting;
        do {
            waiting = WAITING.get(task);
            if (waiting != null && waiting.times >= TIMES) {
                TOO_OFTEN.incrementAndGet();
                return;
            }
        } while (!WAITING.compareAndSet(task, waiting, new Carried(span, waiting)));
    }

    /** As {@link #note}, for a task that can wait only once: noted again on its way, it stays noted once. */
    public static void noteOnce(Object task) {
        SpanRecord span = current();
        if (span != null && task != null) {
            WAITING.put(task, new Carried(span, null));
        }
    }

    /** The task runs now, or never. Answers a span that it was handed over for, or null. */
    public static SpanRecord take(Object task) {
        Carried waiting;
        do {
            waiting = WAITING.get(task);
            if (waiting == null) {
                return null;
            }
        } while (!WAITING.compareAndSet(task, waiting, waiting.others));
        return waiting.span;
    }

    /**
     * The current thread works for the span from here on; never throws.
     *
     * @param span may be null
     * @return to be given to {@link #leave}; null where the thread works for that span anyway
     */
    public static Attachment enter(SpanRecord span) {
        try {
            return span == null || span == SpanRecord.current() ? null : span.attach();
        } catch (Throwable e) {
            Failures.note("concurrent", e);
            return null;
        }
    }

    /** Ends what {@link #enter} began; never throws. */
    public static void leave(Attachment attachment) {
        if (attachment != null) {
            try {
                attachment.close();
            } catch (Throwable e) {
                Failures.note("concurrent", e);
            }
        }
    }

    /** Runs a task for what it was handed over for. Throws what the task throws. */
    public static void run(Runnable task) {
        Attachment attachment = enter(take(task));
        try {
            task.run();
        } finally {
            leave(attachment);
        }
    }

    /** How many tasks found too many others waiting: they run, but for nobody that z0 knows. */
    public static long dropped() {
        return WAITING.refused() + TOO_OFTEN.get();
    }

    /** How many tasks wait. */
    public static int waiting() {
        return WAITING.size();
    }
}
