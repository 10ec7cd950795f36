package dev.z0.instrumentation.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.SpanRecord;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Jobs of Quarkus, called as its own scheduler calls them, with its triggers, but more often than each second. */
class QuarkusSchedulingTest extends SchedulerSuite {
    private static final String METHOD = "shop.Prices#refreshPrices";

    private final QuarkusCalls calls = new QuarkusCalls();

    @Override
    void repeat(Runnable task, long periodMillis) {
        calls.repeat(calls.every(METHOD, periodMillis), periodMillis, () -> done(task));
    }

    private static CompletionStage<Void> done(Runnable task) {
        task.run();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    void once(Runnable task) {
        calls.later(task);
    }

    @Override
    void stop() {
        calls.stop();
    }

    @Override
    boolean failureIsLast() {
        return false;
    }

    @Test
    void aRunThatReturnsEarlyLastsUntilItsWorkIsDone() throws Exception {
        CompletableFuture<Void> work = new CompletableFuture<>();
        Future<?> called = calls.once(calls.every(METHOD, 60_000), () -> {
            look();
            return work;
        });
        called.get();
        assertEquals(List.of(), AGENT.units());
        assertNull(calls.onItsThread(SpanRecord::current));
        work.complete(null);
        CronRun run = run();
        assertNull(run.failure());
        assertTrue(run.nextDueMillis() > run.startMillis());
    }

    @Test
    void aFailureOfWorkThatIsDoneLaterIsOnTheLine() throws Exception {
        IllegalStateException failure = new IllegalStateException("on purpose");
        CompletableFuture<Void> work = new CompletableFuture<>();
        calls.once(calls.every(METHOD, 60_000), () -> {
                    look();
                    return work;
                })
                .get();
        work.completeExceptionally(failure);
        CronRun run = run();
        assertSame(failure, run.failure());
        assertFalse(run.isLast());
    }

    @Test
    void anExpressionIsOnTheLine() throws Exception {
        calls.once(calls.cron(METHOD, "0 30 4 * * ?"), () -> done(this::look));
        CronRun run = run();
        assertEquals("0 30 4 * * ?", run.job().schedule());
        assertTrue(run.nextDueMillis() > run.startMillis());
    }

    @Test
    void aMethodHasItsOwnName() throws Exception {
        repeat(() -> look(), 7);
        CronRun run = run();
        assertEquals("z0.cron.prices.refresh_prices", run.name());
        assertTrue(run.runId().startsWith("cron_refresh_prices_2"));
    }

    @Test
    void aJobWithoutMethodHasTheNameThatItWasGiven() throws Exception {
        calls.once(calls.named("nightly-import"), () -> done(this::look));
        assertEquals("z0.cron.scheduler.nightly_import", run().name());
    }

    @Test
    void whatALibraryScheduledForItselfIsNoRun() throws Exception {
        calls.once(calls.every("io.quarkus.outbox.Poller#poll", 60_000), () -> done(this::look))
                .get();
        assertNull(seen());
        assertEquals(List.of(), AGENT.units());
    }

    @Override
    void aLambdaHasTheNameOfTheMethodThatSchedulesIt() {
        // Jobs have names.
    }

    @Override
    void anAnonymousTaskHasTheNameOfItsMethod() {
        // Jobs have names.
    }

    @Override
    void aTaskWhoseMethodSaysNothingHasTheNameOfItsClass() {
        // Jobs have names.
    }

    @Override
    void theJobsNameIsItsSpansLast() {
        // See aMethodHasItsOwnName.
    }
}
