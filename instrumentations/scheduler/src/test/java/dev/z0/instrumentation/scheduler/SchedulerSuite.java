package dev.z0.instrumentation.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.naming.SqlStatement;
import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.Database;
import dev.z0.agent.core.record.Jobs;
import dev.z0.agent.core.record.Query;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.record.Summary;
import dev.z0.instrumentation.concurrent.ForkJoin;
import dev.z0.instrumentation.concurrent.ThreadPools;
import dev.z0.instrumentation.concurrent.VirtualThreads;
import dev.z0.testing.TestAgent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every scheduler must pass: each run of a job is one line of its own. */
abstract class SchedulerSuite {
    static final TestAgent AGENT = TestAgent.start(
            new ScheduledPools(),
            new ManagedTriggers(),
            new Timers(),
            new SpringScheduling(),
            new ShedLock(),
            new Quartz(),
            new OpenEjbTimers(),
            new DbScheduler(),
            new JobRunr(),
            new QuarkusScheduling(),
            new MicronautScheduling(),
            new ThreadPools(),
            new ForkJoin(),
            new VirtualThreads());
    private static final Database DATABASE = new Database("h2", "test", null, 0);

    private final BlockingQueue<Optional<SpanRecord>> seen = new LinkedBlockingQueue<>();
    private final Queue<Thread> looked = new ConcurrentLinkedQueue<>();
    private final ExecutorService workers = Executors.newFixedThreadPool(1);

    /** Schedules a task every so many milliseconds, the first time at once. */
    abstract void repeat(Runnable task, long periodMillis);

    /** Schedules a task to run once. */
    abstract void once(Runnable task);

    /** Stops the scheduler, and interrupts what runs, where it can. */
    abstract void stop();

    /** Whether a task that throws is never run again. */
    abstract boolean failureIsLast();

    /** How the line tells a period of 7 ms. */
    String schedule() {
        return "every 7ms";
    }

    @BeforeEach
    void clear() {
        AGENT.clear();
    }

    @AfterEach
    final void stopAll() throws InterruptedException {
        stopAndCount();
        workers.shutdownNow();
    }

    /** Answers how often tasks ran, all of which have ended now: what still ran would end in the next test. */
    final int stopAndCount() throws InterruptedException {
        stop();
        for (Thread thread : new HashSet<>(looked)) {
            awaitEnd(thread);
        }
        return looked.size();
    }

    /** Waits until a thread that ran tasks runs none any more, after the scheduler was stopped. */
    void awaitEnd(Thread thread) throws InterruptedException {
        thread.join(20_000);
    }

    final void look() {
        looked.add(Thread.currentThread());
        seen.add(Optional.ofNullable(SpanRecord.current()));
    }

    final SpanRecord seen() throws InterruptedException {
        Optional<SpanRecord> next = seen.poll(20, TimeUnit.SECONDS);
        assertNotNull(next, "the task never ran");
        return next.orElse(null);
    }

    /** The run that the task saw itself in, once it has ended. */
    final CronRun run() throws InterruptedException {
        CronRun run = assertInstanceOf(CronRun.class, seen());
        for (int n = 1; ; n++) {
            List<Summary> units = AGENT.awaitUnits(n);
            if (units.contains(run)) {
                return run;
            }
        }
    }

    /** Or one of the next runs does: that is not known where it is due before this one has ended, on a busy machine. */
    final void saysWhenTheNextIsDue(CronRun first) throws InterruptedException {
        CronRun run = first;
        for (int more = 0; run.nextDueMillis() == 0 && more < 5; more++) {
            run = run();
        }
        assertTrue(run.nextDueMillis() > run.startMillis());
    }

    @Test
    void eachRunIsALineOfItsOwn() throws Exception {
        repeat(() -> look(), 7);
        CronRun one = run();
        CronRun two = run();
        assertNotSame(one, two);
        assertNotEquals(one.trace(), two.trace());
        assertNull(one.enclosing());
        assertNull(one.failure());
        assertFalse(one.isLast());
        assertFalse(one.overlap());
        assertSame(one.job(), two.job());
        assertEquals(1, AGENT.units().stream().filter(unit -> unit == one).count());
    }

    /** How long before its time a run may start: clocks are read in whole milliseconds. */
    long earlyMillis() {
        return 1;
    }

    @Test
    void saysWhenTheJobRuns() throws Exception {
        repeat(() -> look(), 7);
        CronRun run = run();
        assertEquals(schedule(), run.job().schedule());
        CronRun next = run();
        assertTrue(run.nextDueMillis() == 0 || run.nextDueMillis() <= next.startMillis() + earlyMillis());
        assertTrue(next.lateMillis() >= -1);
        assertTrue(Jobs.all().contains(run.job()));
        assertTrue(run.job().lastStartMillis() > 0);
    }

    @Test
    void whereRunsAreLateTheNextOneIsDueAtOnce() throws Exception {
        repeat(
                () -> {
                    look();
                    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(30);
                    while (System.nanoTime() < end) {
                        LockSupport.parkNanos(end - System.nanoTime());
                    }
                },
                7);
        for (int i = 0; i < 3; i++) {
            CronRun run = run();
            long end = run.startMillis() + 29;
            assertTrue(
                    run.nextDueMillis() == 0 || run.nextDueMillis() >= end,
                    () -> run.nextDueMillis() + " is before " + end);
        }
    }

    @Test
    void belongsToNobodysRequest() throws Exception {
        List<CronRun> runs = new ArrayList<>();
        Request request = AGENT.request(() -> {
            repeat(() -> look(), 7);
            runs.add(run());
        });
        assertNotEquals(request.trace(), runs.get(0).trace());
        assertNull(runs.get(0).enclosing());
    }

    @Test
    void aSingleTaskIsNoRunButItsRequestsWork() throws Exception {
        List<SpanRecord> there = new ArrayList<>();
        Request request = AGENT.request(() -> {
            once(() -> look());
            there.add(seen());
        });
        assertSame(request, there.get(0));
        assertEquals(List.of(request), AGENT.units());
    }

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
        assertSame(failure, run.failure());
        assertEquals(failureIsLast(), run.isLast());
        if (failureIsLast()) {
            assertEquals(0, run.nextDueMillis());
        }
    }

    @Test
    void workOfOtherThreadsCountsIntoTheRun() throws Exception {
        repeat(
                () -> {
                    try {
                        workers.submit(() -> Query.start(DATABASE, SqlStatement.of("SELECT 1"))
                                        .end())
                                .get();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                    look();
                },
                7);
        assertEquals(1, run().tally().queries());
    }

    @Test
    void aRunThatOutlivesTheSchedulerIsALine() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        repeat(
                () -> {
                    look();
                    running.countDown();
                    while (stopped.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                },
                7);
        running.await();
        stop();
        stopped.countDown();
        assertNotNull(run());
    }

    @Test
    void aLambdaHasTheNameOfTheMethodThatSchedulesIt() throws Exception {
        repeat(() -> look(), 7);
        assertEquals("z0.cron.scheduler_suite.a_lambda_has_the_name_of_the_method_that_schedules_it", run().name());
    }

    @Test
    void anAnonymousTaskHasTheNameOfItsMethod() throws Exception {
        repeat(
                new Runnable() {
                    @Override
                    public void run() {
                        look();
                    }
                },
                7);
        assertEquals("z0.cron.scheduler_suite.an_anonymous_task_has_the_name_of_its_method", run().name());
    }

    @Test
    void aTaskWhoseMethodSaysNothingHasTheNameOfItsClass() throws Exception {
        repeat(new CleanUp(), 7);
        assertEquals("z0.cron.scheduler_suite.clean_up", run().name());
    }

    @Test
    void theJobsNameIsItsSpansLast() throws Exception {
        repeat(new CleanUp(), 7);
        CronRun run = run();
        assertEquals("clean_up", run.job().name());
        assertTrue(run.runId().startsWith("cron_clean_up_2"));
    }

    private final class CleanUp implements Runnable {
        @Override
        public void run() {
            look();
        }
    }
}
