package dev.z0.instrumentation.scheduler;

import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.weaving.InsteadOfCall;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.Weaving;
import java.lang.reflect.Method;
import org.apache.openejb.InterfaceType;
import org.apache.openejb.OpenEJBException;
import org.apache.openejb.RpcContainer;

/** The exceptions of a bean that its timer keeps from its scheduler, which is {@link Quartz}. From TomEE 7 on. */
public final class OpenEjbTimers implements Instrumentation {
    @Override
    public String family() {
        return "scheduler";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type("org.apache.openejb.core.timer.EjbTimerServiceImpl")
                .method("ejbTimeout", "(Lorg/apache/openejb/core/timer/TimerData;)V")
                .with("Timeout");
    }

    /** A timer calls the bean, once or until it succeeds. */
    public static final class Timeout {
        @InsteadOfCall(owner = "org.apache.openejb.RpcContainer", name = "invoke")
        public static Object invoke(
                RpcContainer container,
                Object deployment,
                InterfaceType type,
                Class<?> called,
                Method method,
                Object[] arguments,
                Object key)
                throws OpenEJBException {
            try {
                return container.invoke(deployment, type, called, method, arguments, key);
            } catch (Throwable e) {
                CronRun run = JobRun.current();
                if (run != null) {
                    run.fail(ofBean(e));
                }
                throw e;
            }
        }

        private static Throwable ofBean(Throwable thrown) {
            Throwable inner = thrown;
            while (inner.getClass().getName().startsWith("org.apache.openejb.") && inner.getCause() != null) {
                inner = inner.getCause();
            }
            return inner;
        }
    }
}
