package dev.z0.instrumentation.scheduler;

import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.Jobs;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.Returned;
import dev.z0.agent.core.weaving.This;
import dev.z0.agent.core.weaving.Weaving;
import java.util.concurrent.Future;

/**
 * Each run of what {@code ManagedScheduledExecutorService.schedule} was given a {@code Trigger} for is a run of a job, on
 * GlassFish, Payara and WildFly. Theirs is a controller that makes a task for each run.
 */
public final class ManagedTriggers implements Instrumentation {
    private static final String POOL = "internal.ManagedScheduledThreadPoolExecutor";

    @Override
    public String family() {
        return "scheduler";
    }

    @Override
    public void weave(Weaving weaving) {
        for (String in : new String[] {"org.glassfish.enterprise.concurrent.", "org.glassfish.concurro."}) {
            weaving.type(in + POOL + "$TriggerControllerFuture")
                    .method("scheduleNextRun", "()V")
                    .with("Schedule")
                    .method("skipRun", "(Ljava/util/Date;)Z")
                    .with("Skip");
            weaving.type(in + POOL + "$ManagedTriggerSingleFutureTask")
                    .method("run", "()V")
                    .with("Run");
        }
    }

    /** The controller makes the next run's task, the first one while it is made itself. */
    public static final class Schedule {
        @OnEnter
        public static void enter(@This Object controller) throws ReflectiveOperationException {
            if (Jobs.of(controller) == null) {
                String schedule = schedule(Fields.named("trigger", controller));
                Rescheduled.made(controller, JobNames.job(Fields.named("task", controller), schedule));
            }
        }

        @OnExit
        public static void exit(@This Object controller) {
            if (!((Future<?>) controller).isDone()) {
                Rescheduled.due(controller);
            }
        }

        /** Jakarta's own trigger doesn't keep its expression, but tells the numbers that it became, after its identity. */
        private static String schedule(Object given) throws ReflectiveOperationException {
            boolean wrapped = given.getClass().getName().startsWith("org.jboss.as.ee.concurrent.");
            Object trigger = wrapped ? Fields.named("trigger", given) : given;
            if (trigger == null || !trigger.getClass().getName().equals("jakarta.enterprise.concurrent.CronTrigger")) {
                return null;
            }
            String text = trigger.toString();
            return text.substring(text.indexOf(' ') + 1);
        }
    }

    /** The trigger is asked whether this run is to be left out. */
    public static final class Skip {
        @OnExit
        public static void exit(@Returned boolean skipped) {
            CronRun run = skipped ? JobRun.current() : null;
            if (run != null) {
                run.skip();
            }
        }
    }

    /** A task runs, and the controller makes the next one. */
    public static final class Run {
        @OnEnter
        public static Object enter(@This Object task) throws ReflectiveOperationException {
            return Rescheduled.start(Fields.named("controller", task));
        }

        @OnExit
        public static void exit(@This Object task, @Entered Object run) throws ReflectiveOperationException {
            if (run != null) {
                Future<?> done = (Future<?>) task; // or not even begun, where it was left out
                Rescheduled.end(
                        Fields.named("controller", task), run, done.isDone() ? ScheduledPools.thrown(done) : null);
            }
        }
    }
}
