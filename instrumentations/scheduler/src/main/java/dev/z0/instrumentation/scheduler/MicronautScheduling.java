package dev.z0.instrumentation.scheduler;

import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.InsteadOfCall;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.This;
import dev.z0.agent.core.weaving.Thrown;
import dev.z0.agent.core.weaving.Weaving;
import io.micronaut.core.annotation.AnnotationValue;
import java.util.Optional;

/**
 * Micronaut's task schedulers, from 3.0 on. What runs at a fixed rate or with a fixed delay is a periodic task of a JDK
 * pool, and counted there. Left for here: cron expressions, which are a chain of single tasks; the exceptions that
 * Micronaut's handlers keep from the pool; and conditions, which from 4.2 on leave out a run.
 */
public final class MicronautScheduling implements Instrumentation {
    private static final String HANDLER = "io.micronaut.scheduling.TaskExceptionHandler";

    private static final String METHODS = "io.micronaut.scheduling.processor.ScheduledMethodProcessor";
    private static final String METHOD = "(Lio/micronaut/inject/ExecutableMethod;Lio/micronaut/inject/BeanDefinition;"
            + "Lio/micronaut/core/annotation/AnnotationValue;)V";

    @Override
    public String family() {
        return "scheduler";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type("io.micronaut.scheduling.ReschedulingTask")
                .method("<init>", null)
                .with("Triggered")
                .method("call", "()Ljava/lang/Object;")
                .with("TriggeredRun");
        weaving.subtypesOf(HANDLER)
                .method("handle", "(Ljava/lang/Object;Ljava/lang/Throwable;)V")
                .with("Handled");
        weaving.type(HANDLER).method("handleCreationFailure", null).with("Handled");
        weaving.type(METHODS)
                .method("lambda$process$2", METHOD)
                .with("Condition")
                .method("lambda$scheduleTask$2", METHOD)
                .with("Condition");
    }

    /** A task is to run by a cron expression: it has been scheduled for the first time. */
    public static final class Triggered {
        @OnExit
        public static void exit(@This Object runs, @Argument(0) Object task, @Argument(2) Object times)
                throws ReflectiveOperationException {
            Object cron = Fields.named("cron", times);
            String expression = cron == null ? null : (String) Fields.named("expr", cron);
            Rescheduled.made(runs, JobNames.job(task, expression));
            Rescheduled.due(runs);
        }
    }

    /** A task runs by a cron expression, and is then scheduled again. */
    public static final class TriggeredRun {
        @OnEnter
        public static Object enter(@This Object runs) {
            return Rescheduled.start(runs);
        }

        @OnExit
        public static void exit(@This Object runs, @Entered Object run, @Thrown Throwable thrown) {
            Rescheduled.end(runs, run, thrown);
        }
    }

    /** A job threw an exception, or its bean could not be made. */
    public static final class Handled {
        @OnEnter
        public static void enter(@Argument(1) Object thrown) {
            CronRun run = JobRun.current();
            if (run != null) {
                run.fail((Throwable) thrown);
            }
        }
    }

    /** A method's time has come, which has a condition or not. */
    public static final class Condition {
        @InsteadOfCall(owner = "io.micronaut.core.annotation.AnnotationValue", name = "booleanValue")
        public static Optional<Boolean> booleanValue(AnnotationValue<?> scheduled, String member) {
            Optional<Boolean> condition = scheduled.booleanValue(member);
            CronRun run = condition.orElse(true) ? null : JobRun.current();
            if (run != null) {
                run.skip();
            }
            return condition;
        }
    }
}
