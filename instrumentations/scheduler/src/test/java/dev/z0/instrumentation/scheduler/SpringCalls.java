package dev.z0.instrumentation.scheduler;

import java.lang.reflect.Method;
import java.time.Duration;

/** Calls whose signatures differ between the Spring versions under test. */
final class SpringCalls {
    private SpringCalls() {}

    static void atFixedRate(Object scheduler, Runnable task, long periodMillis) {
        try {
            try {
                Method method = scheduler.getClass().getMethod("scheduleAtFixedRate", Runnable.class, Duration.class);
                method.invoke(scheduler, task, Duration.ofMillis(periodMillis));
            } catch (NoSuchMethodException before5) {
                scheduler
                        .getClass()
                        .getMethod("scheduleAtFixedRate", Runnable.class, long.class)
                        .invoke(scheduler, task, periodMillis);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Null before Spring 6.1. */
    static Object simpleAsyncTaskScheduler() throws ReflectiveOperationException {
        try {
            return Class.forName("org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler")
                    .getConstructor()
                    .newInstance();
        } catch (ClassNotFoundException e) {
            return null;
        }
    }
}
