package dev.z0.instrumentation.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.Jobs;
import io.opentelemetry.javaagent.instrumentation.WrappedTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ScheduledPoolTest extends SchedulerSuite {
    private final ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);

    @Override
    void repeat(Runnable task, long periodMillis) {
        pool.scheduleAtFixedRate(task, 0, periodMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    void once(Runnable task) {
        pool.schedule(task, 1, TimeUnit.MILLISECONDS);
    }

    @Override
    void stop() {
        pool.shutdownNow();
    }

    @Override
    boolean failureIsLast() {
        return true;
    }

    @Test
    void tellsAFixedDelayFromAFixedRate() throws Exception {
        pool.scheduleWithFixedDelay(this::look, 0, 90, TimeUnit.SECONDS);
        CronRun run = run();
        assertEquals("1m30s after each run", run.job().schedule());
        assertTrue(run.nextDueMillis() >= run.startMillis() + 89_000);
    }

    @Test
    void aMethodReferenceHasItsMethodsName() throws Exception {
        pool.scheduleAtFixedRate(this::reconcile, 0, 7, TimeUnit.MILLISECONDS);
        assertEquals("z0.cron.scheduled_pool_test.reconcile", run().name());
        pool.scheduleAtFixedRate(new Ledger(this)::close, 0, 7, TimeUnit.MILLISECONDS);
        CronRun run = run();
        while (run.name().endsWith("reconcile")) {
            run = run();
        }
        assertEquals("z0.cron.ledger.close", run.name());
    }

    private void reconcile() {
        look();
    }

    private static final class Ledger {
        private final ScheduledPoolTest test;

        Ledger(ScheduledPoolTest test) {
            this.test = test;
        }

        void close() {
            test.look();
        }
    }

    @Test
    void jobsWrittenInOneMethodAreToldApart() throws Exception {
        Runnable look = () -> look();
        Runnable lookToo = () -> {
            Thread.onSpinWait();
            look();
        };
        String one = nameOf(look);
        assertEquals(one + "_b", nameOf(lookToo));
        assertEquals(one, nameOf(look));
        assertEquals(one + "_b", nameOf(lookToo));
    }

    private String nameOf(Runnable task) throws Exception {
        AGENT.clear();
        ScheduledFuture<?> future = pool.scheduleAtFixedRate(task, 0, 1, TimeUnit.DAYS);
        String name = run().job().name();
        future.cancel(false);
        return name;
    }

    @Test
    void aTaskThatAnotherAgentWrappedHasItsOwnName() throws Exception {
        pool.scheduleAtFixedRate(
                new WrappedTask.LongRunning(new WrappedTask(this::reconcile)), 0, 7, TimeUnit.MILLISECONDS);
        assertEquals("z0.cron.scheduled_pool_test.reconcile", run().name());
    }

    @Test
    void aJobThatWasCancelledIsNotDue() throws Exception {
        ScheduledFuture<?> future = pool.scheduleAtFixedRate(this::look, 0, 1, TimeUnit.DAYS);
        Job job = run().job();
        assertTrue(Jobs.all().contains(job));
        future.cancel(false);
        assertFalse(Jobs.all().contains(job));
    }

    @Test
    void aJobThatItsPoolDroppedIsOverdue() throws Exception {
        ScheduledFuture<?> future = pool.scheduleAtFixedRate(
                () -> {
                    look();
                    throw new IllegalStateException("disk full");
                },
                0,
                7,
                TimeUnit.MILLISECONDS);
        Job job = run().job();
        future.cancel(false);
        assertTrue(Jobs.all().contains(job));
        assertTrue(job.nextDueMillis() > 0);
    }

    @Test
    void aRunThatCancelsItselfIsALine() throws Exception {
        AtomicReference<ScheduledFuture<?>> self = new AtomicReference<>();
        self.set(pool.scheduleAtFixedRate(
                () -> {
                    look();
                    while (self.get() == null) {
                        Thread.onSpinWait();
                    }
                    self.get().cancel(false);
                },
                0,
                7,
                TimeUnit.MILLISECONDS));
        CronRun run = run();
        assertNull(run.failure());
        assertEquals(0, run.nextDueMillis());
    }

    @Test
    void aPoolMayDecorateItsTasks() throws Exception {
        ScheduledThreadPoolExecutor decorating = new ScheduledThreadPoolExecutor(1) {
            @Override
            protected <V> RunnableScheduledFuture<V> decorateTask(Runnable task, RunnableScheduledFuture<V> future) {
                return new Decorated<>(future);
            }
        };
        decorating.scheduleAtFixedRate(() -> look(), 0, 7, TimeUnit.MILLISECONDS);
        assertEquals(run().job(), run().job());
        decorating.shutdownNow();
    }

    @Test
    void librariesHousekeepingIsNobodysJob() throws Exception {
        ScheduledFuture<?> future = pool.scheduleAtFixedRate(
                new java.util.concurrent.FutureTask<>(() -> {
                    look();
                    return null;
                }),
                0,
                7,
                TimeUnit.MILLISECONDS);
        assertNull(seen());
        future.cancel(true);
        assertTrue(AGENT.units().isEmpty());
    }
}
