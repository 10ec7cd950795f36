package dev.z0.instrumentation.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.javacrumbs.shedlock.core.DefaultLockingTaskExecutor;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShedLockTest {
    private static final LockConfiguration NIGHTLY =
            new LockConfiguration(Instant.now(), "nightly", Duration.ofMinutes(1), Duration.ZERO);
    private static final LockProvider FREE = configuration -> Optional.of(() -> {});
    private static final LockProvider HELD = configuration -> Optional.empty();

    private final Job job = new Job("Reconciler", "nightly", null);

    @BeforeEach
    void clear() {
        SchedulerSuite.AGENT.clear();
    }

    private CronRun run(LockProvider... locks) {
        JobRun run = JobRun.start(job, -1);
        for (LockProvider lock : locks) {
            new DefaultLockingTaskExecutor(lock).executeWithLock((Runnable) () -> {}, NIGHTLY);
        }
        run.end(null, 0);
        return (CronRun) SchedulerSuite.AGENT.awaitUnits(1).get(0);
    }

    @Test
    void whatAnotherInstanceDoesIsNoRun() {
        CronRun run = run(HELD);
        assertTrue(run.isSkipped());
        assertFalse(run.isWorthALine());
        assertEquals(0, job.lastStartMillis());
        assertEquals(0, job.lastSuccessMillis());
    }

    @Test
    void whatIsDoneUnderTheLockIsARun() {
        assertFalse(run(HELD, FREE, HELD).isSkipped());
        assertTrue(job.lastStartMillis() > 0);
        assertTrue(job.lastSuccessMillis() > 0);
    }

    @Test
    void aRunWithoutALockIsOne() {
        assertFalse(run().isSkipped());
    }
}
