package dev.z0.instrumentation.scheduler;

import java.lang.reflect.Proxy;
import java.util.concurrent.TimeUnit;
import org.glassfish.enterprise.concurrent.AbstractManagedExecutorService.RejectPolicy;
import org.glassfish.enterprise.concurrent.ContextServiceImpl;
import org.glassfish.enterprise.concurrent.ManagedScheduledExecutorServiceImpl;
import org.glassfish.enterprise.concurrent.ManagedThreadFactoryImpl;
import org.glassfish.enterprise.concurrent.spi.ContextSetupProvider;

/** The managed executor of GlassFish, Payara and WildFly, with a context that nothing is set up in. */
class ManagedScheduleTest extends SchedulerSuite {
    private final ManagedScheduledExecutorServiceImpl pool = pool();

    static ManagedScheduledExecutorServiceImpl pool() {
        return new ManagedScheduledExecutorServiceImpl(
                "jobs",
                new ManagedThreadFactoryImpl("jobs"),
                0,
                false,
                1,
                0,
                TimeUnit.SECONDS,
                0,
                new ContextServiceImpl("jobs", noContext()),
                RejectPolicy.ABORT);
    }

    private static ContextSetupProvider noContext() {
        return (ContextSetupProvider) Proxy.newProxyInstance(
                ContextSetupProvider.class.getClassLoader(),
                new Class<?>[] {ContextSetupProvider.class},
                (self, method, arguments) -> null);
    }

    @Override
    void repeat(Runnable task, long periodMillis) {
        pool.scheduleAtFixedRate(task, 0, periodMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    void once(Runnable task) {
        pool.schedule(task, 0, TimeUnit.MILLISECONDS);
    }

    @Override
    void stop() {
        pool.shutdownNow();
    }

    @Override
    boolean failureIsLast() {
        return true;
    }
}
