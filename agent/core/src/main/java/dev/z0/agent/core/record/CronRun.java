package dev.z0.agent.core.record;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.id.Ids;
import dev.z0.agent.core.id.Trace;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** One run of a scheduled job: a root of its own, whoever scheduled it. */
public final class CronRun extends Summary {
    private final Job job;
    private final String operationId = Ids.operation();
    private final boolean overlap;
    private final long earlierStartMillis;
    private final long lateMillis;
    private volatile Object result;
    private volatile Details counters;
    private volatile boolean lastRun;
    private volatile boolean skipped;
    private volatile boolean executed;
    private long nextDueMillis;

    private CronRun(Job job, long lateMillis) {
        super(Trace.random(Z0.sampler().sampleRoot(), null), 0);
        this.job = job;
        this.lateMillis = lateMillis;
        this.earlierStartMillis = job.lastStartMillis();
        this.overlap = job.started();
        Jobs.runs(job);
    }

    /**
     * A run starts on this thread.
     *
     * @param lateMillis how long after it was due; -1 where that isn't known
     */
    public static CronRun start(Job job, long lateMillis) {
        return new CronRun(job, lateMillis);
    }

    /** Ends the run. */
    public void end(Object returned, Throwable thrown) {
        if (!ended()) {
            result = returned;
            if (thrown != null) {
                fail(thrown);
            }
            if (isSkipped()) {
                job.skipped(earlierStartMillis);
            } else {
                job.ended(failure() == null);
            }
            end();
        }
    }

    /** When the next run is due, in milliseconds since the epoch. */
    public void nextDue(long millis) {
        nextDueMillis = millis;
        job.nextDue(millis);
    }

    /** When the next run is due, in milliseconds since the epoch; 0 where that isn't known. */
    public long nextDueMillis() {
        return nextDueMillis;
    }

    /** The scheduler will never run the job again, because this run failed. */
    public void last() {
        lastRun = true;
        job.dropped();
    }

    /** Whether the scheduler will never run the job again, because this run failed. */
    public boolean isLast() {
        return lastRun;
    }

    /** The job asked for a lock, and did its work under it or left it to another instance, which holds the lock. */
    public void asked(boolean gotLock) {
        executed |= gotLock;
        skipped |= !gotLock;
    }

    /** The job was due, but its trigger or a condition that it has said not to run it. */
    public void skip() {
        skipped = true;
    }

    /** Whether it was no run at all, because it was left out or another instance does the work. */
    public boolean isSkipped() {
        return skipped && !executed && failure() == null;
    }

    @Override
    public boolean isWorthALine() {
        return !isSkipped();
    }

    /** The job that ran. */
    public Job job() {
        return job;
    }

    /** What the job returned, or null. */
    public Object result() {
        return result;
    }

    /** A counter of the rules went up during the run. */
    public void counted(String name, double more) {
        Details known = counters;
        if (known == null) {
            synchronized (this) {
                known = counters == null ? new Details() : counters;
                counters = known;
            }
        }
        known.add(name, more);
    }

    /** What the counters of the rules went up by during the run, as Doubles by their names without z0_ and _total; null for nothing. */
    public Details counters() {
        return counters;
    }

    /** Whether an earlier run of the job was still going on. */
    public boolean overlap() {
        return overlap;
    }

    /** How long after it was due the run started, in milliseconds; -1 where that isn't known. */
    public long lateMillis() {
        return lateMillis;
    }

    /** The run's operation id. */
    public String operationId() {
        return operationId;
    }

    /** {@code cron_<job>_<UTC start>}. */
    public String runId() {
        return "cron_" + job.name() + '_' + Format.START.format(Instant.ofEpochMilli(startMillis()));
    }

    @Override
    public String name() {
        return job.spanName();
    }

    @Override
    public void attributes(AttributeSink out) {
        out.put(Attribute.RUN_ID, runId());
        out.put(Attribute.OPERATION_ID, operationId);
        out.put(Attribute.TENANT_ID, tenant());
        notes(out);
        out.put(Attribute.ERROR_TYPE, errorType());
    }

    /** Loaded with the first line that needs it, not with the application. */
    private static final class Format {
        static final DateTimeFormatter START =
                DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);
    }
}
