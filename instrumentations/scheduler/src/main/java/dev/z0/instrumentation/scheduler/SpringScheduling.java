package dev.z0.instrumentation.scheduler;

import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.Jobs;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.InsteadOfCall;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.Returned;
import dev.z0.agent.core.weaving.This;
import dev.z0.agent.core.weaving.Weaving;
import java.time.Duration;
import org.springframework.scheduling.support.CronTrigger;

/**
 * Spring's task schedulers, from 4.3 on. What runs at a fixed rate or with a fixed delay is a periodic task of a JDK
 * pool, and counted there. Left for here: triggers, which are a chain of single tasks; the scheduler that only starts
 * a new thread for each run; and the exceptions that Spring's error handler keeps from the pool.
 */
public final class SpringScheduling implements Instrumentation {
    private static final String SCHEDULED = ")Ljava/util/concurrent/ScheduledFuture;";
    private static final String TASK = "(Ljava/lang/Runnable;";
    private static final String INSTANT = "Ljava/time/Instant;";
    private static final String DURATION = "Ljava/time/Duration;";

    @Override
    public String family() {
        return "scheduler";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type("org.springframework.scheduling.support.DelegatingErrorHandlingRunnable")
                .method("run", "()V")
                .with("Handled");
        weaving.type("org.springframework.scheduling.concurrent.ReschedulingRunnable")
                .method("<init>", null)
                .with("Triggered")
                .method("schedule", "()Ljava/util/concurrent/ScheduledFuture;")
                .with("TriggeredNext")
                .method("run", "()V")
                .with("TriggeredRun");
        weaving.type("org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler")
                .method("schedule", TASK + "Lorg/springframework/scheduling/Trigger;" + SCHEDULED)
                .with("OnThreads")
                .method("scheduleAtFixedRate", TASK + DURATION + SCHEDULED)
                .with("OnThreadsAtRate")
                .method("scheduleAtFixedRate", TASK + INSTANT + DURATION + SCHEDULED)
                .with("OnThreadsAtRateFrom");
    }

    /** A task runs, and the error handler stands ready. */
    public static final class Handled {
        @InsteadOfCall(owner = "java.lang.Runnable", name = "run")
        public static void run(Runnable task) {
            CronRun around = JobRun.current();
            Job job = around == null ? Jobs.of(task) : null;
            JobRun run = job == null ? null : JobRun.start(job, -1);
            Throwable thrown = null;
            try {
                task.run();
            } catch (Throwable e) {
                thrown = e;
                if (around != null) {
                    around.fail(e);
                }
                throw e;
            } finally {
                if (run != null) {
                    run.end(thrown, 0);
                }
            }
        }
    }

    /** A task is to run by a trigger. */
    public static final class Triggered {
        @OnExit
        public static void exit(@This Object runs, @Argument(0) Object task, @Argument(1) Object trigger) {
            Rescheduled.made(runs, JobNames.job(task, schedule(trigger)));
        }

        static String schedule(Object trigger) {
            return trigger instanceof CronTrigger ? ((CronTrigger) trigger).getExpression() : null;
        }
    }

    /** The trigger has told when the task is to run, the first time or again. */
    public static final class TriggeredNext {
        @OnExit
        public static void exit(@This Object runs, @Returned Object scheduled) {
            if (scheduled != null) {
                Rescheduled.due(runs);
            }
        }
    }

    /** A task runs by a trigger, and is then scheduled again. */
    public static final class TriggeredRun {
        @OnEnter
        public static Object enter(@This Object runs) {
            return Rescheduled.start(runs);
        }

        @OnExit
        public static void exit(@This Object runs, @Entered Object run) {
            Rescheduled.end(runs, run, null);
        }
    }

    /** A task is to run by a trigger, each time on a new thread. */
    public static final class OnThreads {
        @OnEnter
        public static void enter(@Argument(0) Object task, @Argument(1) Object trigger) {
            note(task, JobNames.job(task, Triggered.schedule(trigger)));
        }
    }

    /** A task is to run at a fixed rate, each time on a new thread. */
    public static final class OnThreadsAtRate {
        @OnEnter
        public static void enter(@Argument(0) Object task, @Argument(1) Object period) {
            note(task, JobNames.periodic(task, ((Duration) period).toNanos()));
        }
    }

    /** The same, from some time on. */
    public static final class OnThreadsAtRateFrom {
        @OnEnter
        public static void enter(@Argument(0) Object task, @Argument(2) Object period) {
            note(task, JobNames.periodic(task, ((Duration) period).toNanos()));
        }
    }

    private static void note(Object task, Job job) {
        if (job != null) {
            Jobs.scheduled(task, job);
        }
    }
}
