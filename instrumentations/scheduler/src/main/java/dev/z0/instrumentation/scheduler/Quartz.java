package dev.z0.instrumentation.scheduler;

import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.Jobs;
import dev.z0.agent.core.support.Failures;
import dev.z0.agent.core.weaving.InsteadOfCall;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.Weaving;
import java.lang.reflect.Method;
import java.util.Date;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.JobKey;
import org.quartz.Trigger;

/**
 * Each execution of a Quartz job is a run of it, whatever triggered it. From Quartz 2.0 on. TomEE's EJB timers
 * ({@code @Schedule}, TimerService) are jobs of a Quartz of its own.
 */
public final class Quartz implements Instrumentation {
    private static final String EJB_TIMEOUT = "org.apache.openejb.core.timer.EjbTimeoutJob";

    @Override
    public String family() {
        return "scheduler";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.alsoAs("org.quartz.", "org.apache.openejb.quartz.");
        weaving.type("org.quartz.core.JobRunShell").method("run", "()V").with("Run");
    }

    /** One of the scheduler's threads runs a job. What was vetoed or has misfired doesn't get here. */
    public static final class Run {
        @InsteadOfCall(owner = "org.quartz.Job", name = "execute")
        public static void execute(org.quartz.Job job, JobExecutionContext context) throws JobExecutionException {
            JobRun run = start(context);
            if (run == null) {
                job.execute(context);
                return;
            }
            Throwable thrown = null;
            try {
                job.execute(context);
            } catch (Throwable e) {
                thrown = e;
                throw e;
            } finally {
                end(run, context, thrown);
            }
        }

        private static JobRun start(JobExecutionContext context) {
            try {
                Job job = JobDetail.class.isInterface() ? job(context) : null; // it isn't in Quartz 1
                if (job == null) {
                    return null;
                }
                Date due = context.getScheduledFireTime();
                return JobRun.startDue(Jobs.named(job), due == null ? 0 : due.getTime());
            } catch (Throwable e) {
                Failures.note("scheduler", e);
                return null;
            }
        }

        private static void end(JobRun run, JobExecutionContext context, Throwable thrown) {
            Object result = null;
            Date next = null;
            try {
                result = context.getResult();
                next = context.getNextFireTime();
            } catch (Throwable e) {
                Failures.note("scheduler", e);
            }
            run.end(result, thrown, next == null ? 0 : next.getTime());
        }

        /** Null for what nobody in the application scheduled. */
        private static Job job(JobExecutionContext context) throws ReflectiveOperationException {
            String type = context.getJobDetail().getJobClass().getName();
            if (type.equals(EJB_TIMEOUT)) {
                return ofTimer(context.getMergedJobDataMap().get("TIMER_DATA"));
            }
            return JobNames.isHousekeeping(type) ? null : job(context.getJobDetail(), context.getTrigger());
        }

        private static Job ofTimer(Object timer) throws ReflectiveOperationException {
            Method method = (Method) Fields.named("timeoutMethod", timer);
            Object period = Fields.named("intervalDuration", timer);
            return EjbTimers.job(
                    method.getDeclaringClass().getName(),
                    method.getName(),
                    Fields.named("scheduleExpression", timer),
                    period == null ? 0 : (Long) period);
        }

        /** The group tells whose job it is, where the application named one; else its class does. */
        private static Job job(JobDetail detail, Trigger trigger) {
            JobKey key = detail.getKey();
            String type = detail.getJobClass().getSimpleName();
            String declaring =
                    JobKey.DEFAULT_GROUP.equals(key.getGroup()) ? type : JobKeys.withoutUuid(key.getGroup(), type);
            String name = JobKeys.withoutUuid(key.getName(), type);
            return JobKeys.job(declaring, name, trigger);
        }
    }
}
