package dev.z0.instrumentation.scheduler;

import com.sun.ejb.Container;
import com.sun.ejb.EjbInvocation;
import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.Jobs;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.InsteadOfCall;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.This;
import dev.z0.agent.core.weaving.Thrown;
import dev.z0.agent.core.weaving.Weaving;
import java.lang.reflect.Method;
import java.util.Calendar;
import java.util.Date;

/**
 * Each timeout of an EJB timer ({@code @Schedule}, TimerService) of GlassFish, from 4 on, and Payara is a run of a job:
 * also the one that is delivered again because it failed.
 */
public final class GlassFishTimers implements Instrumentation {
    private static final String IN = "com.sun.ejb.containers.";
    private static final String STATE = "(Lcom/sun/ejb/containers/RuntimeTimerState;";

    @Override
    public String family() {
        return "scheduler";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type(IN + "RuntimeTimerState")
                .method("scheduled", "(Lcom/sun/ejb/containers/EJBTimerTask;)V")
                .with("Schedule")
                .method("rescheduled", "(Lcom/sun/ejb/containers/EJBTimerTask;)V")
                .with("Schedule");
        weaving.type(IN + "BaseContainer")
                .method("callEJBTimeout", STATE + "Lcom/sun/ejb/containers/EJBTimerService;)Z")
                .with("Timeout");
    }

    /** A timer is scheduled, the first time or again. */
    public static final class Schedule {
        @OnExit
        public static void exit(@This Object state, @Argument(0) Object task) throws ReflectiveOperationException {
            Job job = job(state);
            if (job != null) {
                EjbTimers.due(state, job, Fields.named("timeout_", task));
            }
        }

        private static Job job(Object state) throws ReflectiveOperationException {
            Job known = Jobs.of(state);
            if (known != null) {
                return known;
            }
            Object container = Fields.named("container_", state);
            Object schedule = Fields.named("schedule_", state);
            // Only a timer made by @Schedule has a method of its own.
            Object own = schedule == null ? null : Fields.asked(schedule, "getTimerMethodName");
            Method timeout = container == null ? null : (Method) Fields.named("ejbTimeoutMethod", container);
            if (own == null && timeout == null) {
                return null;
            }
            Class<?> bean = own == null ? timeout.getDeclaringClass() : (Class<?>) Fields.named("ejbClass", container);
            return EjbTimers.job(
                    bean.getName(),
                    own == null ? timeout.getName() : (String) own,
                    schedule == null ? null : Fields.asked(schedule, "getScheduleExpression"),
                    (Long) Fields.named("intervalDuration_", state));
        }
    }

    /** A timer calls the bean, and is then scheduled again. */
    public static final class Timeout {
        @OnEnter
        public static Object enter(@Argument(0) Object state) {
            Job job = Jobs.of(state);
            return job == null ? null : EjbTimers.start(job);
        }

        /** The container keeps the bean's exceptions to itself; a transaction that fails here is one more. */
        @InsteadOfCall(owner = IN + "BaseContainer", name = "postInvoke")
        public static void postInvoke(Object container, EjbInvocation invocation) {
            CronRun run = JobRun.current();
            if (run != null && invocation.exception != null) {
                run.fail(invocation.exception);
            }
            ((Container) container).postInvoke(invocation);
            if (run != null && invocation.exception != null) {
                run.fail(invocation.exception);
            }
        }

        @OnExit
        public static void exit(@Argument(0) Object state, @Entered Object run, @Thrown Throwable thrown)
                throws ReflectiveOperationException {
            if (run != null) {
                EjbTimers.end((JobRun) run, Jobs.of(state), next(state), thrown);
            }
        }

        /** The container works it out a little later, and in this way. */
        private static Date next(Object state) throws ReflectiveOperationException {
            Object schedule = Fields.named("schedule_", state);
            if (schedule != null) {
                Calendar next = (Calendar) Fields.asked(schedule, "getNextTimeout");
                return next == null ? null : next.getTime();
            }
            long period = (Long) Fields.named("intervalDuration_", state);
            return period == 0 ? null : new Date(Jobs.of(state).nextDueMillis() + period);
        }
    }
}
