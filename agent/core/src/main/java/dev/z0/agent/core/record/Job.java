package dev.z0.agent.core.record;

import dev.z0.agent.core.naming.Names;
import java.lang.ref.WeakReference;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A scheduled job: what its runs have in common. An instrumentation keeps one for each task it sees scheduled.
 * Thread-safe.
 */
public final class Job {
    private final String declaring;
    private final String spanName;
    private final String name;
    private final String schedule;
    private final long periodNanos;
    private final AtomicInteger running = new AtomicInteger();
    private volatile long nextDueMillis;
    private volatile long lastStartMillis;
    private volatile long lastSuccessMillis;
    private volatile WeakReference<Object> task;
    private volatile boolean dropped;

    /**
     * @param declaring the simple name of the class that declares the job
     * @param name the job's name, as a person would say it; reduced to {@code [a-z0-9_]}
     * @param schedule {@code "every 5s"}, {@code "5s after each run"}, or a cron expression; null where not known
     */
    public Job(String declaring, String name, String schedule) {
        this(declaring, name, schedule, 0);
    }

    private Job(String declaring, String name, String schedule, long periodNanos) {
        this.declaring = declaring;
        this.spanName = Names.cron(declaring, name);
        this.name = spanName.substring(spanName.lastIndexOf('.') + 1);
        this.schedule = schedule;
        this.periodNanos = periodNanos;
    }

    /**
     * A job that runs again and again.
     *
     * @param periodNanos time between the starts of two runs; negative: between the end of one and the start of the next
     */
    public static Job periodic(String declaring, String name, long periodNanos) {
        String period = words(Math.abs(periodNanos));
        return new Job(declaring, name, periodNanos > 0 ? "every " + period : period + " after each run", periodNanos);
    }

    private static String words(long nanos) {
        long millis = nanos / 1_000_000;
        StringBuilder out = new StringBuilder();
        append(out, millis / 86_400_000, "d");
        append(out, millis / 3_600_000 % 24, "h");
        append(out, millis / 60_000 % 60, "m");
        append(out, millis / 1_000 % 60, "s");
        append(out, millis % 1_000, "ms");
        return out.length() == 0 ? nanos + "ns" : out.toString();
    }

    private static void append(StringBuilder out, long count, String unit) {
        if (count > 0) {
            out.append(count).append(unit);
        }
    }

    /** The scheduler's own object for it, held weakly. */
    void scheduledAs(Object scheduled) {
        task = new WeakReference<>(scheduled);
    }

    /** Whether a scheduler has it, or had. */
    boolean isScheduled() {
        return task != null;
    }

    /** Whether nobody wants it to run any more; not so where its scheduler dropped it because it failed. */
    boolean isOver() {
        if (task == null || dropped) {
            return false;
        }
        Object scheduled = task.get();
        return scheduled == null
                // Only the JDK's own are asked: another's may have an opinion on who asks when.
                || scheduled.getClass().getName().startsWith("java.util.concurrent.")
                        && ((Future<?>) scheduled).isCancelled();
    }

    /** Its scheduler will never run it again, because a run failed. */
    void dropped() {
        dropped = true;
    }

    boolean started() {
        lastStartMillis = System.currentTimeMillis();
        return running.getAndIncrement() > 0;
    }

    void ended(boolean success) {
        running.decrementAndGet();
        if (success) {
            lastSuccessMillis = System.currentTimeMillis();
        }
    }

    /** What began was no run: another instance does the work. */
    void skipped(long earlierStartMillis) {
        running.decrementAndGet();
        lastStartMillis = earlierStartMillis;
    }

    /** Notes when the next run is due, in milliseconds since the epoch. */
    public void nextDue(long millis) {
        nextDueMillis = millis;
    }

    /** The simple name of the class that declares the job. */
    public String declaring() {
        return declaring;
    }

    /** {@code z0.cron.<declaring class>.<job>}. */
    public String spanName() {
        return spanName;
    }

    /** The job's name, of {@code [a-z0-9_]}. */
    public String name() {
        return name;
    }

    /** When it runs, in words or as a cron expression; null where not known. */
    public String schedule() {
        return schedule;
    }

    /** Time between the starts of two runs; negative: from the end of one to the start of the next; 0: not periodic. */
    public long periodNanos() {
        return periodNanos;
    }

    /** When a run last started, in milliseconds since the epoch, or 0. */
    public long lastStartMillis() {
        return lastStartMillis;
    }

    /** When the next run is due, in milliseconds since the epoch, or 0. */
    public long nextDueMillis() {
        return nextDueMillis;
    }

    /** When a run last succeeded, in milliseconds since the epoch, or 0. */
    public long lastSuccessMillis() {
        return lastSuccessMillis;
    }
}
