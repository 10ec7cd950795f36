package dev.z0.instrumentation.scheduler;

import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.Jobs;
import dev.z0.agent.core.support.Failures;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.This;
import dev.z0.agent.core.weaving.Thrown;
import dev.z0.agent.core.weaving.Weaving;
import java.time.Duration;
import java.time.Instant;

/**
 * Each execution of a task of db-scheduler, from 11 on, is a run of a job, whether it recurs or not: nobody waits for it. What
 * the scheduler itself asks its database is no part of it.
 */
public final class DbScheduler implements Instrumentation {
    private static final String IN = "com/github/kagkarlsson/scheduler/task/";

    @Override
    public String family() {
        return "scheduler";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.subtypesOf("com.github.kagkarlsson.scheduler.task.ExecutionHandler")
                .method(
                        "execute",
                        "(L" + IN + "TaskInstance;L" + IN + "ExecutionContext;)L" + IN + "CompletionHandler;")
                .with("Execute");
    }

    /** A task is executed; or a handler that it was made of, inside. */
    public static final class Execute {
        @OnEnter
        public static Object enter(@This Object task, @Argument(0) Object instance, @Argument(1) Object context)
                throws ReflectiveOperationException {
            if (JobRun.current() != null) {
                return null;
            }
            Object name = Fields.named("taskName", instance);
            Object due = Fields.named("executionTime", Fields.named("execution", context));
            return JobRun.startDue(
                    Jobs.named(job((String) name, schedule(task, instance))), ((Instant) due).toEpochMilli());
        }

        @OnExit
        public static void exit(
                @This Object task, @Argument(0) Object instance, @Entered Object run, @Thrown Throwable thrown) {
            if (run != null) {
                ((JobRun) run).end(thrown, nextDue(task, instance));
            }
        }

        private static Job job(String name, Object schedule) throws ReflectiveOperationException {
            Object delay = schedule == null ? null : Fields.named("duration", schedule);
            if (delay != null) {
                return Job.periodic("scheduler", name, -((Duration) delay).toNanos());
            }
            Object expression = schedule == null ? null : Fields.named("pattern", schedule);
            String words = expression == null && schedule != null ? schedule.toString() : (String) expression;
            return new Job("scheduler", name, words);
        }

        /** The task's own, or what was stored with it; null where it doesn't recur. */
        private static Object schedule(Object task, Object instance) throws ReflectiveOperationException {
            Object own = Fields.named("schedule", task);
            Object data = own == null ? Fields.asked(instance, "getData") : null;
            return data == null ? own : Fields.named("schedule", data);
        }

        /** As the scheduler will work it out from when the task is done, which is now. */
        private static long nextDue(Object task, Object instance) {
            try {
                Object schedule = schedule(task, instance);
                if (schedule == null) {
                    return 0;
                }
                Instant now = Instant.now();
                Object delay = Fields.named("duration", schedule);
                Instant next = delay != null
                        ? now.plus((Duration) delay)
                        : (Instant) schedule.getClass()
                                .getMethod("getInitialExecutionTime", Instant.class)
                                .invoke(schedule, now);
                return next.toEpochMilli();
            } catch (ReflectiveOperationException | RuntimeException e) {
                Failures.note("scheduler", e);
                return 0;
            }
        }
    }
}
