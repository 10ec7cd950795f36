package dev.z0.instrumentation.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.Jobs;
import dev.z0.agent.core.record.Summary;
import io.micronaut.scheduling.ScheduledExecutorTaskScheduler;
import io.micronaut.scheduling.TaskScheduler;
import io.micronaut.scheduling.annotation.Scheduled;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;

/** Micronaut's task scheduler, and its {@code @Scheduled} methods. */
class MicronautSchedulingTest extends SchedulerSuite {
    private final ScheduledExecutorService pool = Executors.newScheduledThreadPool(1);
    private final TaskScheduler scheduler = new ScheduledExecutorTaskScheduler(pool);

    @Override
    void repeat(Runnable task, long periodMillis) {
        scheduler.scheduleAtFixedRate(Duration.ZERO, Duration.ofMillis(periodMillis), task);
    }

    @Override
    void once(Runnable task) {
        scheduler.schedule(Duration.ZERO, task);
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
    void anExpressionsRunsAreLines() throws Exception {
        scheduler.schedule("* * * * * *", () -> look());
        CronRun run = run();
        assertEquals("* * * * * *", run.job().schedule());
        assertEquals("z0.cron.micronaut_scheduling_test.an_expressions_runs_are_lines", run.name());
        assertTrue(run.lateMillis() >= 0);
        saysWhenTheNextIsDue(run);
        CronRun next = run();
        assertSame(run.job(), next.job());
        assertNull(next.enclosing());
        assertEquals(stopAndCount(), AGENT.units().size());
    }

    @Test
    void anExpressionsJobIsDueBeforeItsFirstRun() {
        scheduler.schedule("0 0 0 1 1 *", () -> look());
        Job yearly = Jobs.all().stream()
                .filter(job -> "0 0 0 1 1 *".equals(job.schedule()))
                .findAny()
                .orElseThrow();
        assertTrue(yearly.nextDueMillis() > System.currentTimeMillis());
        assertEquals(0, yearly.lastStartMillis());
    }

    @Test
    void anExpressionsFailureIsOnTheLine() throws Exception {
        IllegalStateException failure = new IllegalStateException("on purpose");
        scheduler.schedule("* * * * * *", () -> {
            look();
            throw failure;
        });
        CronRun run = run();
        assertSame(failure, run.failure());
        assertFalse(run.isLast());
    }

    @Test
    void aScheduledMethodHasItsOwnName() throws Exception {
        try (MicronautMethods methods = new MicronautMethods()) {
            methods.schedule(Prices.class, "refresh", "fixedRate", "1h", this::look);
            CronRun run = run();
            assertEquals("z0.cron.prices.refresh", run.name());
            assertEquals("every 1h", run.job().schedule());
            assertNull(run.failure());
        }
    }

    @Test
    void aScheduledMethodsExpressionIsOnTheLine() throws Exception {
        try (MicronautMethods methods = new MicronautMethods()) {
            methods.schedule(Prices.class, "close", "cron", "* * * * * *", this::look);
            CronRun run = run();
            assertEquals("z0.cron.prices.close", run.name());
            assertEquals("* * * * * *", run.job().schedule());
        }
    }

    @Test
    void whatMicronautHandlesIsOnTheLine() throws Exception {
        IllegalStateException failure = new IllegalStateException("on purpose");
        try (MicronautMethods methods = new MicronautMethods()) {
            methods.schedule(Prices.class, "check", "fixedRate", "1h", () -> {
                look();
                throw failure;
            });
            CronRun run = run();
            assertSame(failure, run.failure());
            assertFalse(run.isLast());
        }
    }

    @Test
    void aRunThatItsConditionLeavesOutIsNone() throws Exception {
        assumeTrue(
                Arrays.stream(Scheduled.class.getMethods())
                        .anyMatch(member -> member.getName().equals("condition")),
                "from 4.2 on");
        try (MicronautMethods methods = new MicronautMethods()) {
            methods.unless(Prices.class, "refresh", "fixedRate", "7ms", this::look);
            Summary run = AGENT.awaitUnits(1).get(0);
            assertEquals("z0.cron.prices.refresh", run.name());
            assertFalse(run.isWorthALine());
        }
    }

    private static final class Prices {}
}
