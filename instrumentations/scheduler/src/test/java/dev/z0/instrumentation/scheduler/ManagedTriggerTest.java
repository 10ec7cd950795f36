package dev.z0.instrumentation.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.Summary;
import jakarta.enterprise.concurrent.LastExecution;
import jakarta.enterprise.concurrent.Trigger;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.enterprise.concurrent.ManagedScheduledExecutorServiceImpl;
import org.junit.jupiter.api.Test;

/** What a managed executor of GlassFish, Payara and WildFly runs by a trigger. */
class ManagedTriggerTest extends SchedulerSuite {
    private final ManagedScheduledExecutorServiceImpl pool = ManagedScheduleTest.pool();

    private static class Every implements Trigger {
        private final long periodMillis;

        Every(long periodMillis) {
            this.periodMillis = periodMillis;
        }

        @Override
        public Date getNextRunTime(LastExecution last, Date scheduled) {
            return new Date(System.currentTimeMillis() + periodMillis);
        }

        @Override
        public boolean skipRun(LastExecution last, Date due) {
            return false;
        }
    }

    @Override
    void repeat(Runnable task, long periodMillis) {
        pool.schedule(task, new Every(periodMillis));
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
        return false;
    }

    /** A trigger is asked again and again, and says nothing of itself. */
    @Override
    String schedule() {
        return null;
    }

    /** This one counts from the end of a run. */
    @Override
    long earlyMillis() {
        return 2;
    }

    @Test
    void aRunThatItsTriggerLeavesOutIsNone() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        pool.schedule(this::look, new Every(7) {
            @Override
            public boolean skipRun(LastExecution last, Date due) {
                return asked.getAndIncrement() % 2 == 0;
            }
        });
        run();
        run();
        List<Summary> units = AGENT.units();
        assertTrue(units.stream().filter(unit -> !unit.isWorthALine()).count() >= 2);
        assertTrue(units.stream().filter(Summary::isWorthALine).count() >= 2);
    }

    @Test
    void aCallablesLastRunIsALine() throws Exception {
        Callable<Integer> task = () -> {
            look();
            return 1;
        };
        pool.schedule(task, new Every(7) {
            @Override
            public Date getNextRunTime(LastExecution last, Date scheduled) {
                return last == null ? super.getNextRunTime(null, scheduled) : null;
            }
        });
        CronRun run = run();
        assertEquals("z0.cron.managed_trigger_test.a_callables_last_run_is_a_line", run.name());
        assertNull(run.failure());
        assertEquals(0, run.nextDueMillis());
    }
}
