package dev.z0.instrumentation.scheduler;

import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.Jobs;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.Returned;
import dev.z0.agent.core.weaving.This;
import dev.z0.agent.core.weaving.Thrown;
import dev.z0.agent.core.weaving.Weaving;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Each run of a periodic task of a ScheduledThreadPoolExecutor, or from Java 25 on a ForkJoinPool, is a run of a job; and of
 * a ManagedScheduledExecutorService on GlassFish, Payara and WildFly, whose tasks extend the JDK's.
 */
public final class ScheduledPools implements Instrumentation {
    private static final String POOL = "internal.ManagedScheduledThreadPoolExecutor";

    @Override
    public String family() {
        return "scheduler";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type("java.util.concurrent.ScheduledThreadPoolExecutor$ScheduledFutureTask")
                .method("<init>", null)
                .with("Schedule");
        weaving.type("java.util.concurrent.FutureTask")
                .method("runAndReset", null)
                .with("Run");
        weaving.type("java.util.concurrent.DelayScheduler$ScheduledForkJoinTask")
                .method("<init>", null)
                .with("ScheduleForkJoin")
                .method("compute", null)
                .with("RunForkJoin");
        managed(weaving, "org.glassfish.enterprise.concurrent.");
        managed(weaving, "org.glassfish.concurro.");
    }

    private static void managed(Weaving weaving, String in) {
        String pool = in + POOL;
        String made =
                "(L" + pool + ";L" + in + "AbstractManagedExecutorService;Ljava.lang.Runnable;Ljava.lang.Object;JJ)V";
        weaving.type(pool + "$ManagedScheduledFutureTask")
                .method("<init>", made.replace('.', '/'))
                .with("ScheduleManaged");
    }

    private static void scheduled(Object future, Object task, long periodNanos) {
        Job job = JobNames.periodic(task, periodNanos);
        if (job != null) {
            job.nextDue(System.currentTimeMillis() + ((Delayed) future).getDelay(TimeUnit.MILLISECONDS));
            Jobs.scheduled(future, job);
        }
    }

    private static Object start(Object future) {
        Job job = Jobs.of(future);
        return job == null || ((Future<?>) future).isDone()
                ? null
                : JobRun.start(job, Math.max(0, -((Delayed) future).getDelay(TimeUnit.MILLISECONDS)));
    }

    private static long nextDue(Object future) {
        long now = System.currentTimeMillis(); // read first: the delay shrinks while this thread waits
        long period = Jobs.of(future).periodNanos();
        // At a fixed rate the time that counts is when this run was due, which the task still tells.
        long from = period > 0 ? ((Delayed) future).getDelay(TimeUnit.NANOSECONDS) : 0;
        return now + TimeUnit.NANOSECONDS.toMillis(from + Math.abs(period));
    }

    /** What a future ended with that is done; null for nothing. */
    static Throwable thrown(Future<?> done) {
        try {
            if (!done.isCancelled()) {
                done.get(); // doesn't wait
            }
            return null;
        } catch (ExecutionException e) {
            return ofTask(e.getCause());
        } catch (CancellationException | InterruptedException e) {
            return null;
        }
    }

    /** WildFly puts an exception of its own around what a managed pool's task throws, of no other class to know it by. */
    private static Throwable ofTask(Throwable thrown) {
        boolean wrapped = thrown != null
                && thrown.getClass() == RuntimeException.class
                && thrown.getCause() != null
                && String.valueOf(thrown.getMessage()).startsWith("WFLYEE");
        return wrapped ? thrown.getCause() : thrown;
    }

    /** The pool's own task is made: of pool, task, result, due time and period, where it is periodic. */
    public static final class Schedule {
        @OnExit
        public static void exit(@This Object future, @Argument(1) Object task, @Argument(4) long periodNanos) {
            if (((RunnableScheduledFuture<?>) future).isPeriodic()) {
                scheduled(future, task, periodNanos);
            }
        }
    }

    /** The pool's own task runs, once of many times. What the job throws it keeps to itself. */
    public static final class Run {
        @OnEnter
        public static Object enter(@This Object future) {
            return start(future);
        }

        @OnExit
        public static void exit(@This Object future, @Entered Object entered, @Returned boolean again) {
            if (entered == null) {
                return;
            }
            JobRun run = (JobRun) entered;
            if (again) {
                run.end(null, nextDue(future));
                return;
            }
            Throwable thrown = thrown((Future<?>) future);
            if (thrown != null) {
                run.last();
            }
            run.end(thrown, 0);
        }
    }

    /** A managed pool's own task is made: of pool, service, task, result, due time and period. */
    public static final class ScheduleManaged {
        @OnExit
        public static void exit(@This Object future, @Argument(2) Object task, @Argument(5) long periodNanos) {
            if (((RunnableScheduledFuture<?>) future).isPeriodic()) {
                scheduled(future, task, periodNanos);
            }
        }
    }

    /** A fork/join pool's own task is made: of delay, period, whether it runs at once, and task. */
    public static final class ScheduleForkJoin {
        @OnExit
        public static void exit(@This Object future, @Argument(1) long periodNanos, @Argument(3) Object task) {
            if (periodNanos != 0) {
                scheduled(future, task, periodNanos);
            }
        }
    }

    /** A fork/join pool's own task runs. After an exception it never will again. */
    public static final class RunForkJoin {
        @OnEnter
        public static Object enter(@This Object future) {
            return start(future);
        }

        @OnExit
        public static void exit(@This Object future, @Entered Object run, @Thrown Throwable thrown) {
            if (run != null) {
                if (thrown != null) {
                    ((JobRun) run).last();
                }
                ((JobRun) run).end(thrown, thrown == null ? nextDue(future) : 0);
            }
        }
    }
}
