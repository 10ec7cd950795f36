package dev.z0.instrumentation.scheduler;

import dev.z0.agent.core.record.Carried;
import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.Jobs;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.InsteadOfCall;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.Weaving;
import java.util.TimerTask;
import java.util.concurrent.TimeUnit;

/**
 * Each run of a repeated task of a {@code java.util.Timer} is a run of a job; a task that runs once runs for what
 * whoever scheduled it works for.
 */
public final class Timers implements Instrumentation {
    @Override
    public String family() {
        return "scheduler";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type("java.util.Timer")
                .method("sched", "(Ljava/util/TimerTask;JJ)V")
                .with("Schedule");
        weaving.type("java.util.TimerThread").method("mainLoop", "()V").with("Run");
    }

    /** A task is scheduled. A period is negative where it counts from one start to the next; 0: the task runs once. */
    public static final class Schedule {
        @OnEnter
        public static void enter(
                @Argument(0) Object task, @Argument(1) long dueMillis, @Argument(2) long periodMillis) {
            if (task == null || periodMillis == 0) {
                Carried.note(task);
                return;
            }
            Job job = JobNames.periodic(task, TimeUnit.MILLISECONDS.toNanos(Math.abs(periodMillis)));
            if (job != null) {
                job.nextDue(dueMillis);
                Jobs.scheduled(task, job);
            }
        }
    }

    /** The timer's thread runs a task. An exception ends the timer, and with it all its tasks. */
    public static final class Run {
        @InsteadOfCall(owner = "java.util.TimerTask", name = "run")
        public static void run(TimerTask task) {
            Job job = Jobs.of(task);
            JobRun run = job == null ? null : JobRun.start(job, late(task, job));
            if (run == null) {
                Carried.run(task);
                return;
            }
            Throwable thrown = null;
            try {
                task.run();
            } catch (Throwable e) {
                thrown = e;
                run.last();
                throw e;
            } finally {
                run.end(thrown, thrown == null ? nextDue(task, job) : 0);
            }
        }

        /** At a fixed rate the task tells when this run was due; else nobody but the job does. */
        private static long late(TimerTask task, Job job) {
            long due = Math.min(task.scheduledExecutionTime(), job.nextDueMillis());
            return Math.max(0, System.currentTimeMillis() - due);
        }

        private static long nextDue(TimerTask task, Job job) {
            return task.scheduledExecutionTime() + TimeUnit.NANOSECONDS.toMillis(job.periodNanos());
        }
    }
}
