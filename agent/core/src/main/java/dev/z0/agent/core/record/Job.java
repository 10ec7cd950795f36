package dev.z0.agent.core.record;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A scheduled job: what its runs have in common. An instrumentation keeps one for each task it sees scheduled.
 * Thread-safe.
 */
public final class Job {
    private final String declaring;
    private final String name;
    private final String schedule;
    private final AtomicInteger running = new AtomicInteger();
    private volatile long nextDueMillis;
    private volatile long lastSuccessMillis;

    /**
     * @param declaring the simple name of the class that declares the job
     * @param name the job's name, as a person would say it; reduced to {@code [a-z0-9_]}
     * @param schedule {@code "every 5s"}, {@code "5s after each run"}, or a cron expression; null where not known
     */
    public Job(String declaring, String name, String schedule) {
        this.declaring = declaring;
        this.name = name;
        this.schedule = schedule;
    }

    boolean started() {
        return running.getAndIncrement() > 0;
    }

    void ended(boolean success) {
        running.decrementAndGet();
        if (success) {
            lastSuccessMillis = System.currentTimeMillis();
        }
    }

    void nextDue(long millis) {
        nextDueMillis = millis;
    }

    /** The simple name of the class that declares the job. */
    public String declaring() {
        return declaring;
    }

    /** The job's name. */
    public String name() {
        return name;
    }

    /** When it runs, in words or as a cron expression; null where not known. */
    public String schedule() {
        return schedule;
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
