package dev.z0.instrumentation.scheduler;

import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.Jobs;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** What frameworks make of a task with a trigger: a future that runs once, and then schedules itself again. */
final class Rescheduled {
    private Rescheduled() {}

    /** The future is made for this job, where it is one. */
    static void made(Object future, Job job) {
        if (job != null) {
            Jobs.scheduled(future, job);
        }
    }

    /** It has been told when it is to run, the first time or again. */
    static void due(Object future) {
        Job job = Jobs.of(future);
        if (job != null) {
            job.nextDue(System.currentTimeMillis() + delay(future) + 1); // cut off to whole milliseconds
        }
    }

    /** It runs. Null where it is no job. */
    static JobRun start(Object future) {
        Job job = Jobs.of(future);
        return job == null ? null : JobRun.start(job, Math.max(0, -delay(future)));
    }

    /** It has run, and is scheduled again, unless somebody cancelled it. */
    static void end(Object future, Object run, Throwable thrown) {
        if (run != null) {
            long now = System.currentTimeMillis(); // read first: the delay shrinks while this thread waits
            long delay = ((ScheduledFuture<?>) future).isDone() ? 0 : delay(future);
            ((JobRun) run).end(thrown, delay > 0 ? now + delay : 0);
        }
    }

    private static long delay(Object future) {
        return ((ScheduledFuture<?>) future).getDelay(TimeUnit.MILLISECONDS);
    }
}
