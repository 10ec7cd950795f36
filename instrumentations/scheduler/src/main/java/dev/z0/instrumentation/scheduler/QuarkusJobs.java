package dev.z0.instrumentation.scheduler;

import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.support.Failures;
import io.quarkus.scheduler.ScheduledExecution;
import io.quarkus.scheduler.Trigger;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import org.quartz.JobExecutionContext;

/**
 * What Quarkus's triggers tell of a job. Some of it has no public door; and what has one, Quartz would answer from its
 * database, so there only the execution's own context is asked.
 */
final class QuarkusJobs {
    private static final String GENERATED = "_ScheduledInvoker_";

    private QuarkusJobs() {}

    /** The job that is executed; null where it is some library's own. */
    static Job job(ScheduledExecution execution) throws ReflectiveOperationException {
        Trigger trigger = execution.getTrigger();
        Object context = Fields.named("context", execution);
        String[] name = name(trigger, context == null ? trigger.getId() : OfQuartz.name(context));
        if (name == null) {
            return null;
        }
        if (context != null) {
            return OfQuartz.job(name, context);
        }
        Object interval = Fields.named("interval", trigger);
        if (interval != null) {
            return Job.periodic(name[0], name[1], TimeUnit.MILLISECONDS.toNanos((Long) interval));
        }
        Object cron = Fields.named("cron", trigger);
        Object schedule =
                cron == null ? null : cron.getClass().getMethod("asString").invoke(cron);
        return new Job(name[0], name[1], (String) schedule);
    }

    /** The Vert.x context that was made for this execution, on the thread that is in it; null where there is none. */
    static Object context(ScheduledExecution execution) {
        try {
            Class<?> vertx = Class.forName(
                    "io.vertx.core.Vertx", true, execution.getClass().getClassLoader());
            Object context = vertx.getMethod("currentContext").invoke(null);
            boolean own = context != null && context.getClass().getSimpleName().equals("DuplicatedContext");
            return own ? context : null; // another one is everybody's
        } catch (ReflectiveOperationException | LinkageError e) {
            return null; // no Vert.x
        }
    }

    /** When the next execution is due, in milliseconds since the epoch; 0 where that isn't known. */
    static long nextDue(ScheduledExecution execution) {
        try {
            Object context = Fields.named("context", execution);
            if (context != null) {
                return OfQuartz.nextDue(context);
            }
            Instant next = execution.getTrigger().getNextFireTime();
            return next == null ? 0 : next.toEpochMilli();
        } catch (Exception | LinkageError e) {
            Failures.note("scheduler", e);
            return 0;
        }
    }

    /** The method's, {@code shop.Prices#refresh}; before Quarkus 3.2 it is in an id like {@code 1_shop.Prices_ScheduledInvoker_refresh_0a1b}. */
    private static String[] name(Trigger trigger, String id) throws ReflectiveOperationException {
        String method = (String) Fields.named("methodDescription", trigger);
        if (method != null) {
            return JobNames.ofMethod(
                    method.substring(0, method.indexOf('#')), method.substring(method.indexOf('#') + 1));
        }
        int generated = id.indexOf(GENERATED);
        if (generated > 0) {
            String type = id.substring(id.indexOf('_') + 1, generated);
            return JobNames.ofMethod(type, id.substring(generated + GENERATED.length(), id.lastIndexOf('_')));
        }
        return new String[] {"scheduler", JobKeys.withoutUuid(id, "job")};
    }

    /** Apart, because Quartz need not be there. */
    private static final class OfQuartz {
        static String name(Object context) {
            return ((JobExecutionContext) context).getJobDetail().getKey().getName();
        }

        static Job job(String[] name, Object context) {
            return JobKeys.job(name[0], name[1], ((JobExecutionContext) context).getTrigger());
        }

        static long nextDue(Object context) {
            Date next = ((JobExecutionContext) context).getNextFireTime();
            return next == null ? 0 : next.getTime();
        }
    }
}
