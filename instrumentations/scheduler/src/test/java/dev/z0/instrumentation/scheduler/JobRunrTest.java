package dev.z0.instrumentation.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.z0.agent.core.record.CronRun;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.JobDetails;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.server.BackgroundJobPerformer;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.InMemoryStorageProvider;
import org.jobrunr.utils.mapper.JsonMapper;
import org.jobrunr.utils.mapper.jackson.JacksonJsonMapper;
import org.junit.jupiter.api.Test;

/** JobRunr's workers, given jobs more often than its server looks for them. */
class JobRunrTest extends NamedJobsSuite {
    private static volatile Runnable task;

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final InMemoryStorageProvider jobs = new InMemoryStorageProvider();
    private final BackgroundJobServer server;
    private volatile boolean stopped;

    /** What the jobs are. */
    public static final class Catalog {
        public void reindex() {
            task.run();
        }
    }

    JobRunrTest() {
        JsonMapper json = new JacksonJsonMapper();
        jobs.setJobMapper(new JobMapper(json));
        server = new BackgroundJobServer(
                jobs, json, null, BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration());
    }

    private void perform() {
        Job job = jobs.save(new Job(new JobDetails(Catalog.class.getName(), null, "reindex", List.of())));
        new BackgroundJobPerformer(server, job).run();
    }

    @Override
    void repeat(Runnable does, long periodMillis) {
        task = does;
        thread.execute(() -> {
            while (!stopped) {
                perform();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(periodMillis));
            }
        });
    }

    @Override
    void once(Runnable does) {
        task = does;
        thread.execute(this::perform);
    }

    @Override
    void stop() {
        stopped = true;
        thread.shutdownNow();
    }

    @Override
    boolean failureIsLast() {
        return false;
    }

    @Override
    String schedule() {
        return null;
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
        assertFalse(run.isLast());
    }

    @Override
    @Test
    void aSingleTaskIsNoRunButItsRequestsWork() throws Exception {
        // It is a run: another server may be the one that performs it.
        once(() -> look());
        assertEquals("z0.cron.catalog.reindex", run().name());
    }

    @Override
    String name() {
        return "catalog.reindex";
    }
}
