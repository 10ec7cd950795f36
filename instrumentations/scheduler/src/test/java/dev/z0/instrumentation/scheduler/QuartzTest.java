package dev.z0.instrumentation.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.record.CronRun;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.quartz.CronScheduleBuilder;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.ScheduleBuilder;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.test.Housekeeping;

class QuartzTest extends NamedJobsSuite {
    private static final Map<String, Runnable> TASKS = new ConcurrentHashMap<>();

    private final Scheduler quartz = start();

    /** Runs the task of its name. */
    public static final class Task implements Job {
        @Override
        public void execute(JobExecutionContext context) throws JobExecutionException {
            try {
                TASKS.get(context.getJobDetail().getKey().getName()).run();
                context.setResult(42);
            } catch (IllegalStateException e) {
                throw new JobExecutionException(e);
            }
        }
    }

    private static Scheduler start() {
        Properties properties = new Properties();
        properties.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        properties.setProperty("org.quartz.threadPool.threadCount", "1");
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.setProperty("org.quartz.scheduler.instanceName", "quartz-" + System.nanoTime());
        try {
            Scheduler scheduler = new StdSchedulerFactory(properties).getScheduler();
            scheduler.start();
            return scheduler;
        } catch (SchedulerException e) {
            throw new IllegalStateException(e);
        }
    }

    private void schedule(String name, String group, Runnable task, ScheduleBuilder<?> when) {
        TASKS.put(name, task);
        try {
            quartz.scheduleJob(
                    JobBuilder.newJob(Task.class).withIdentity(name, group).build(),
                    TriggerBuilder.newTrigger().withSchedule(when).build());
        } catch (SchedulerException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    void repeat(Runnable task, long periodMillis) {
        schedule(
                "refreshPrices",
                null,
                task,
                SimpleScheduleBuilder.simpleSchedule()
                        .withIntervalInMilliseconds(periodMillis)
                        .repeatForever());
    }

    @Override
    void once(Runnable task) {
        schedule("sendReport", null, task, SimpleScheduleBuilder.simpleSchedule());
    }

    /**
     * Waits for what runs: to Quartz a job of the next test that has its name is the same, and would overlap with it. Not
     * for ever, since Quartz 2.0 may wait for a worker that is gone.
     */
    @Override
    void stop() {
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> {
            try {
                quartz.shutdown(true);
            } catch (SchedulerException e) {
                throw new IllegalStateException(e);
            }
        });
        stopped.completeOnTimeout(null, 20, TimeUnit.SECONDS).join();
    }

    @Override
    boolean failureIsLast() {
        return false;
    }

    /** Quartz waits no more where less than three milliseconds are left. */
    @Override
    long earlyMillis() {
        return 2;
    }

    @Override
    @Test
    void aSingleTaskIsNoRunButItsRequestsWork() throws Exception {
        // It is a run: Quartz has nothing but jobs.
        once(() -> look());
        CronRun run = run();
        assertEquals("z0.cron.task.send_report", run.name());
        assertEquals(null, run.job().schedule());
        assertEquals(0, run.nextDueMillis());
    }

    @Override
    @Test
    void aFailureIsOnTheLine() throws Exception {
        IllegalStateException failure = new IllegalStateException("on purpose");
        repeat(
                () -> {
                    look();
                    throw failure;
                },
                7);
        CronRun run = run();
        assertSame(failure, run.failure().getCause());
        assertNotNull(run());
    }

    @Test
    void aResultIsOnTheLine() throws Exception {
        once(() -> look());
        assertEquals(42, run().result());
    }

    @Test
    void groupAndExpressionAreTheJobsOwn() throws Exception {
        schedule("close.books", "Accounting", () -> look(), CronScheduleBuilder.cronSchedule("* * * * * ?"));
        CronRun run = run();
        assertEquals("z0.cron.accounting.close_books", run.name());
        assertEquals("* * * * * ?", run.job().schedule());
        assertTrue(run.nextDueMillis() > run.startMillis());
        assertTrue(run.lateMillis() >= 0);
    }

    @Test
    void whatMakesAKeyUniqueIsNoPartOfTheName() throws Exception {
        SimpleScheduleBuilder now = SimpleScheduleBuilder.simpleSchedule();
        schedule("TicketCleaner" + UUID.randomUUID(), null, () -> look(), now);
        assertEquals("z0.cron.task.ticket_cleaner", run().name());
        AGENT.clear();
        schedule(UUID.randomUUID().toString(), null, () -> look(), now);
        assertEquals("z0.cron.task.task", run().name());
        AGENT.clear();
        schedule("6da64b5bd2ee-" + UUID.randomUUID(), "group" + UUID.randomUUID(), () -> look(), now);
        assertEquals("z0.cron.group.task", run().name());
    }

    @Test
    void whatALibraryScheduledForItselfIsNoRun() throws Exception {
        CountDownLatch ticked = new CountDownLatch(2);
        Housekeeping.tick = ticked::countDown;
        quartz.scheduleJob(
                JobBuilder.newJob(Housekeeping.class).build(),
                TriggerBuilder.newTrigger()
                        .withSchedule(SimpleScheduleBuilder.simpleSchedule()
                                .withIntervalInMilliseconds(7)
                                .repeatForever())
                        .build());
        ticked.await();
        assertEquals(List.of(), AGENT.units());
    }

    @Override
    void aRunThatOutlivesTheSchedulerIsALine() {
        // Before 2.2 the scheduler waits for what runs.
    }

    @Override
    String name() {
        return "task.refresh_prices";
    }
}
