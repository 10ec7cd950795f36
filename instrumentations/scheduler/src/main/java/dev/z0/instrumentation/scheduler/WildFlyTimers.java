package dev.z0.instrumentation.scheduler;

import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.Jobs;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.Thrown;
import dev.z0.agent.core.weaving.Weaving;
import java.lang.reflect.Method;

/**
 * Each timeout of an EJB timer ({@code @Schedule}, TimerService) of WildFly, from 8 on, is a run of a job: also the one
 * with which WildFly tries again what has failed.
 */
public final class WildFlyTimers implements Instrumentation {
    private static final String IN = "org.jboss.as.ejb3.timerservice.";
    private static final String TIMER = "org/jboss/as/ejb3/timerservice/TimerImpl";

    @Override
    public String family() {
        return "scheduler";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type(IN + "TimerServiceImpl")
                .method("scheduleTimeout", "(L" + TIMER + ";Z)V")
                .with("Schedule");
        weaving.type(IN + "TimedObjectInvokerImpl")
                .method("callTimeout", "(L" + TIMER + ";Ljava/lang/reflect/Method;)V")
                .with("Timeout")
                .method("callTimeout", "(Ljakarta/ejb/Timer;Ljava/lang/reflect/Method;)V")
                .with("Timeout");
    }

    /** A timer is scheduled. Only one made for a method by {@code @Schedule} tells here which it is. */
    public static final class Schedule {
        @OnEnter
        public static void enter(@Argument(0) Object timer) throws ReflectiveOperationException {
            Method method = (Method) Fields.named("timeoutMethod", timer);
            Job job = method == null ? Jobs.of(timer) : Timeout.job(timer, method);
            if (job != null) {
                EjbTimers.due(timer, job, Timeout.next(timer));
            }
        }
    }

    /** A timer calls the bean. When it is due next has been worked out before. */
    public static final class Timeout {
        @OnEnter
        public static Object enter(@Argument(0) Object timer, @Argument(1) Object method)
                throws ReflectiveOperationException {
            Job job = job(timer, (Method) method);
            return job == null ? null : EjbTimers.start(job);
        }

        @OnExit
        public static void exit(@Argument(0) Object timer, @Entered Object run, @Thrown Throwable thrown)
                throws ReflectiveOperationException {
            if (run != null) {
                EjbTimers.end((JobRun) run, Jobs.of(timer), next(timer), thrown);
            }
        }

        static Job job(Object timer, Method method) throws ReflectiveOperationException {
            Job known = Jobs.of(timer);
            if (known != null) {
                return known;
            }
            Object calendar = Fields.named("calendarTimeout", timer);
            Object period = Fields.named("intervalDuration", timer);
            Job job = EjbTimers.job(
                    method.getDeclaringClass().getName(),
                    method.getName(),
                    calendar == null ? null : Fields.asked(calendar, "getScheduleExpression"),
                    period == null ? 0 : (Long) period);
            if (job != null) {
                Jobs.scheduled(timer, job);
            }
            return job;
        }

        static Object next(Object timer) throws ReflectiveOperationException {
            return Fields.named("nextExpiration", timer);
        }
    }
}
