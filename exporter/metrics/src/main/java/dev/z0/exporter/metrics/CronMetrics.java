package dev.z0.exporter.metrics;

import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.Jobs;
import io.opentelemetry.api.common.Attributes;
import java.util.function.ToLongFunction;

/** What runs of scheduled jobs add up to, and when jobs ran and will run. */
final class CronMetrics {
    private static final int LAYER = "z0.cron.".length();

    private final Instruments instruments;
    private final Labels labels = new Labels(Metric.CRON_RUNS.labels());

    CronMetrics(Instruments instruments) {
        this.instruments = instruments;
        observe(Metric.CRON_LAST_START, Job::lastStartMillis);
        observe(Metric.CRON_LAST_SUCCESS, Job::lastSuccessMillis);
        observe(Metric.CRON_NEXT_DUE, Job::nextDueMillis);
    }

    private void observe(Metric metric, ToLongFunction<Job> millis) {
        instruments.observe(metric, values -> {
            for (Job job : Jobs.all()) {
                long at = millis.applyAsLong(job);
                if (at > 0) {
                    values.put(at / 1000, label(job));
                }
            }
        });
    }

    /** A job as labels call it: {@code reconciler.daily_reconciliation}. */
    static String label(Job job) {
        return job.spanName().substring(LAYER);
    }

    void run(CronRun run) {
        Attributes series = labels.of(label(run.job()));
        if (run.isSkipped()) {
            instruments.add(Metric.CRON_SKIPPED, 1, series);
            return;
        }
        instruments.add(Metric.CRON_RUNS, 1, series);
        instruments.duration(Metric.CRON_DURATION, run.durationNanos(), series);
        if (run.failed()) {
            instruments.add(Metric.CRON_FAILURES, 1, series);
        }
        if (run.overlap()) {
            instruments.add(Metric.CRON_OVERLAPS, 1, series);
        }
    }
}
