package dev.z0.instrumentation.scheduler;

import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.record.Summary;
import dev.z0.agent.core.support.Failures;

/** One run of a job on the current thread, from {@link #start} to {@link #end}. Neither throws. */
final class JobRun {
    private final CronRun run;
    private final Attachment attachment;

    private JobRun(CronRun run, Attachment attachment) {
        this.run = run;
        this.attachment = attachment;
    }

    /**
     * A run starts.
     *
     * @param lateMillis how long after it was due; negative where that isn't known
     * @return null where it can't be recorded
     */
    static JobRun start(Job job, long lateMillis) {
        try {
            CronRun run = CronRun.start(job, Math.max(-1, lateMillis));
            return new JobRun(run, run.attach());
        } catch (Throwable e) {
            Failures.note("scheduler", e);
            return null;
        }
    }

    /** As {@link #start}, for what was due at this time, in milliseconds since the epoch; 0 where that isn't known. */
    static JobRun startDue(Job job, long dueMillis) {
        return start(job, dueMillis == 0 ? -1 : Math.max(0, System.currentTimeMillis() - dueMillis));
    }

    /** The run that the current thread works for, or null. */
    static CronRun current() {
        Summary unit = SpanRecord.currentUnit();
        return unit instanceof CronRun ? (CronRun) unit : null;
    }

    /** Later threads will find the run by this object, which stands for nothing else. */
    void carriedBy(Object carrier) {
        run.carriedBy(carrier);
    }

    /** The run goes on, but not on this thread. */
    void leave() {
        attachment.close();
    }

    /** The job will never run again, because this run failed. */
    void last() {
        run.last();
    }

    /**
     * The run ends.
     *
     * @param thrown what it threw, or null
     * @param nextDueMillis when the next one is due, in milliseconds since the epoch, or was due where runs are late: then
     *     it is due now; 0 where that isn't known
     */
    void end(Throwable thrown, long nextDueMillis) {
        end(null, thrown, nextDueMillis);
    }

    /** The same, where the job returned something. */
    void end(Object returned, Throwable thrown, long nextDueMillis) {
        try {
            attachment.close();
            if (nextDueMillis > 0) {
                run.nextDue(Math.max(nextDueMillis, System.currentTimeMillis()));
            }
            run.end(returned, thrown);
        } catch (Throwable e) {
            Failures.note("scheduler", e);
        }
    }
}
