package dev.z0.instrumentation.scheduler;

import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.Jobs;
import java.util.Date;
import java.util.concurrent.TimeUnit;

/** What the timers of EJB containers have in common: each is a job, whose method and schedule somebody knows. */
final class EjbTimers {
    private static final String[] FIELDS = {"Second", "Minute", "Hour", "DayOfMonth", "Month", "DayOfWeek", "Year"};
    private static final int YEAR = FIELDS.length - 1;

    private EjbTimers() {}

    /**
     * The job that a timer is; null where it is some library's own.
     *
     * @param expression a {@code ScheduleExpression} of either package, or null
     * @param periodMillis where there is no expression; 0 where the timer runs only once
     */
    static Job job(String declaring, String method, Object expression, long periodMillis)
            throws ReflectiveOperationException {
        String[] name = JobNames.ofMethod(declaring, method);
        if (name == null) {
            return null;
        }
        return expression == null && periodMillis > 0
                ? Job.periodic(name[0], name[1], TimeUnit.MILLISECONDS.toNanos(periodMillis))
                : new Job(name[0], name[1], expression == null ? null : words(expression));
    }

    /** Six fields, as Spring and Quartz write them, and the year where one is given. */
    private static String words(Object expression) throws ReflectiveOperationException {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < FIELDS.length; i++) {
            Object value = Fields.asked(expression, "get" + FIELDS[i]);
            if (i < YEAR || !"*".equals(value)) {
                out.append(i == 0 ? "" : " ").append(value);
            }
        }
        return out.toString();
    }

    /** The timer is to run at this time. */
    static void due(Object timer, Job job, Object date) {
        if (date != null) {
            job.nextDue(((Date) date).getTime());
            if (Jobs.of(timer) != job) {
                Jobs.scheduled(timer, job);
            }
        }
    }

    /** The timer runs. */
    static JobRun start(Job job) {
        return JobRun.startDue(job, job.nextDueMillis());
    }

    /** It has run, and runs again at this time; where it won't, although all went well, it isn't due any more. */
    static void end(JobRun run, Job job, Object date, Throwable thrown) {
        if (date == null && thrown == null) {
            job.nextDue(0);
        }
        run.end(thrown, date == null ? 0 : ((Date) date).getTime());
    }
}
