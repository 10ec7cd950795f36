package dev.z0.instrumentation.scheduler;

import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.Jobs;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.Returned;
import dev.z0.agent.core.weaving.Thrown;
import dev.z0.agent.core.weaving.Weaving;
import io.quarkus.scheduler.ScheduledExecution;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Each execution of a Quarkus job is a run of it, from Quarkus 2.9 on: whichever scheduler fires it, Quarkus's own or
 * Quartz, this invoker stands last before the application's method, on the thread that the method runs on. What is
 * skipped doesn't get here.
 */
public final class QuarkusScheduling implements Instrumentation {
    @Override
    public String family() {
        return "scheduler";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type("io.quarkus.scheduler.common.runtime.StatusEmitterInvoker")
                .method("invoke", "(Lio/quarkus/scheduler/ScheduledExecution;)Ljava/util/concurrent/CompletionStage;")
                .with("Invoke");
    }

    /** The job's method is called. It may return long before the job is done. */
    public static final class Invoke {
        @OnEnter
        public static Object enter(@Argument(0) Object execution) throws ReflectiveOperationException {
            ScheduledExecution fired = (ScheduledExecution) execution;
            Job job = Jobs.of(fired.getTrigger());
            if (job == null) {
                job = QuarkusJobs.job(fired);
                if (job == null) {
                    return null;
                }
                Jobs.scheduled(fired.getTrigger(), job);
            }
            JobRun run = JobRun.startDue(job, fired.getScheduledFireTime().toEpochMilli());
            Object context = run == null ? null : QuarkusJobs.context(fired);
            if (context != null) {
                run.carriedBy(context);
            }
            return run;
        }

        @OnExit
        public static void exit(
                @Argument(0) Object execution,
                @Entered Object entered,
                @Returned Object returned,
                @Thrown Throwable thrown) {
            if (entered == null) {
                return;
            }
            JobRun run = (JobRun) entered;
            if (returned == null) {
                end(run, execution, thrown);
                return;
            }
            // On this thread, now, where the job is done.
            ((CompletionStage<?>) returned).whenComplete((nothing, failure) -> end(run, execution, failure));
            run.leave();
        }

        private static void end(JobRun run, Object execution, Throwable failure) {
            boolean wrapped = failure instanceof CompletionException && failure.getCause() != null;
            run.end(wrapped ? failure.getCause() : failure, QuarkusJobs.nextDue((ScheduledExecution) execution));
        }
    }
}
