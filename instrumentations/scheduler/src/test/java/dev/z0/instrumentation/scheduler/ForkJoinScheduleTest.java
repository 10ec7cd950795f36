package dev.z0.instrumentation.scheduler;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.condition.EnabledForJreRange;

/** Fork/join pools schedule from Java 25 on. */
@EnabledForJreRange(minVersion = 25)
class ForkJoinScheduleTest extends SchedulerSuite {
    private final Object pool = new ForkJoinPool(2);

    private ScheduledExecutorService scheduler() {
        return (ScheduledExecutorService) pool;
    }

    @Override
    void repeat(Runnable task, long periodMillis) {
        scheduler().scheduleAtFixedRate(task, 0, periodMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    void once(Runnable task) {
        scheduler().schedule(task, 1, TimeUnit.MILLISECONDS);
    }

    @Override
    void stop() {
        scheduler().shutdownNow();
    }

    @Override
    boolean failureIsLast() {
        return true;
    }
}
