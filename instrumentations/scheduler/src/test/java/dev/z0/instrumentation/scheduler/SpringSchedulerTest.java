package dev.z0.instrumentation.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.Jobs;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.SpanRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.support.CronTrigger;

/** Spring's usual scheduler, {@code @Scheduled} methods and triggers. */
class SpringSchedulerTest extends SchedulerSuite {
    private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();

    SpringSchedulerTest() {
        scheduler.afterPropertiesSet();
    }

    @Override
    void repeat(Runnable task, long periodMillis) {
        SpringCalls.atFixedRate(scheduler, task, periodMillis);
    }

    @Override
    void once(Runnable task) {
        scheduler.getScheduledExecutor().execute(task);
    }

    @Override
    void stop() {
        scheduler.destroy();
    }

    @Override
    boolean failureIsLast() {
        return false;
    }

    @Test
    void aTriggersRunsAreLines() throws Exception {
        scheduler.schedule(() -> look(), new CronTrigger("* * * * * *"));
        CronRun run = run();
        assertEquals("* * * * * *", run.job().schedule());
        assertEquals("z0.cron.spring_scheduler_test.a_triggers_runs_are_lines", run.name());
        assertTrue(run.lateMillis() >= 0);
        saysWhenTheNextIsDue(run);
        CronRun next = run();
        assertSame(run.job(), next.job());
        assertNull(next.enclosing());
        assertEquals(stopAndCount(), AGENT.units().size());
    }

    @Test
    void aTriggersJobIsDueBeforeItsFirstRun() {
        scheduler.schedule(() -> look(), new CronTrigger("0 0 0 1 1 *"));
        Job yearly = Jobs.all().stream()
                .filter(job -> "0 0 0 1 1 *".equals(job.schedule()))
                .findAny()
                .orElseThrow();
        assertTrue(yearly.nextDueMillis() > System.currentTimeMillis());
        assertEquals(0, yearly.lastStartMillis());
    }

    @Test
    void aTriggersFailureIsOnTheLine() throws Exception {
        IllegalStateException failure = new IllegalStateException("on purpose");
        scheduler.schedule(
                () -> {
                    look();
                    throw failure;
                },
                new CronTrigger("* * * * * *"));
        CronRun run = run();
        assertSame(failure, run.failure());
        assertFalse(run.isLast());
    }

    @Test
    void aScheduledMethodHasItsOwnName() throws Exception {
        Reconciler.suite = this;
        try (AnnotationConfigApplicationContext context =
                new AnnotationConfigApplicationContext(Config.class, Reconciler.class)) {
            CronRun run = run();
            assertTrue(context.isActive());
            assertEquals("z0.cron.reconciler.daily_reconciliation", run.name());
            assertEquals("every 1h", run.job().schedule());
            assertEquals(List.of(run), AGENT.units());
        }
    }

    @EnableScheduling
    static class Config {}

    static class Reconciler {
        static SchedulerSuite suite;

        @Scheduled(fixedRate = 3_600_000)
        public void dailyReconciliation() {
            suite.look();
        }
    }

    @Test
    void aThreadStartedForATaskWorksForItsRequest() throws Exception {
        List<SpanRecord> there = new ArrayList<>();
        Request request = AGENT.request(() -> {
            new SimpleAsyncTaskExecutor().execute(() -> look());
            there.add(seen());
        });
        assertSame(request, there.get(0));
    }

    @Test
    void aThreadPerRunIsOneLinePerRun() throws Exception {
        Object threads = SpringCalls.simpleAsyncTaskScheduler();
        if (threads == null) {
            return; // from Spring 6.1 on
        }
        SpringCalls.atFixedRate(threads, () -> look(), 7);
        CronRun one = run();
        CronRun two = run();
        ((AutoCloseable) threads).close();
        assertSame(one.job(), two.job());
        assertEquals("every 7ms", one.job().schedule());
        assertEquals("z0.cron.spring_scheduler_test.a_thread_per_run_is_one_line_per_run", one.name());
        assertTrue(AGENT.units().stream().allMatch(unit -> ((CronRun) unit).job() == one.job()));
    }
}
