package dev.z0.exporter.metrics;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.config.Service;
import dev.z0.agent.core.config.Setting;
import dev.z0.agent.core.config.Settings;
import dev.z0.agent.core.export.Exporter;
import dev.z0.agent.core.record.Measurement;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.record.Summary;
import dev.z0.agent.core.support.Failures;
import dev.z0.agent.core.support.RuntimeImage;
import dev.z0.agent.core.support.Z0Thread;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;

/**
 * Makes metrics of what has ended. It opens with the first span, unit or measurement, or half a minute after the start: until then
 * nothing of the SDK is loaded. Values are recorded on z0's exporting thread; another one collects and sends them.
 */
public final class MetricsExporter implements Exporter {
    private static final long OPENS_AFTER_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Settings settings;
    private final Supplier<Resource> resource;
    private final Map<Metric, Observation> observations = new EnumMap<>(Metric.class);
    private final List<Round> rounds = new ArrayList<>();
    private final Z0Thread thread = new Z0Thread("z0-metrics", this::run);
    private ObjLongConsumer<Collection<MetricData>> sender;
    private boolean lines;
    private volatile Families families;
    private Collected sinceStart;
    private volatile boolean changed;

    private MetricsExporter(Settings settings, Supplier<Resource> resource) {
        this.settings = settings;
        this.resource = resource;
    }

    /**
     * Starts to make the metrics that the settings ask for.
     *
     * @param resource says which process this is; asked once, when there are metrics
     * @param sender takes all metrics by OTLP, for so many milliseconds at most; null where no endpoint is set
     * @return null where metrics are to go nowhere
     */
    public static MetricsExporter start(
            Settings settings, Supplier<Resource> resource, ObjLongConsumer<Collection<MetricData>> sender) {
        List<String> where = settings.list(Setting.Z0_METRICS);
        boolean otlp = where.contains("otlp");
        if (otlp && sender == null) {
            Z0.warn("Z0_METRICS names otlp, but OTLP is off or has no endpoint");
        }
        boolean served = !settings.text(Setting.Z0_DIAGNOSTICS).isEmpty();
        if (where.contains("prometheus") && !served) {
            Z0.warn("Z0_METRICS names prometheus, but Z0_DIAGNOSTICS names no address to serve it at");
        }
        boolean everywhere = settings.text(Setting.Z0_METRICS).isEmpty();
        MetricsExporter exporter = new MetricsExporter(settings, resource);
        if (otlp || everywhere) {
            exporter.sender = sender;
        }
        exporter.lines = where.contains("lines");
        boolean prometheus = where.contains("prometheus") || everywhere && served;
        if (exporter.sender == null && !exporter.lines && !prometheus) {
            return null;
        }
        if (!RuntimeImage.hasLogging()) {
            Z0.warn("there are no metrics: this runtime image has no module java.logging");
            return null;
        }
        exporter.thread.start();
        return exporter;
    }

    /** Has this metric's values read whenever metrics are collected. For metrics that are nobody's unit or span. */
    public synchronized void observe(Metric metric, Observation observation) {
        observations.put(metric, observation);
    }

    @Override
    public void span(SpanRecord span) {
        opened().span(span);
    }

    @Override
    public void unit(Summary unit) {
        opened().unit(unit);
    }

    @Override
    public void measurement(Measurement measurement) {
        opened().measurement(measurement);
    }

    private Families opened() {
        changed = true;
        Families open = families;
        if (open == null) {
            open = open();
            LockSupport.unpark(thread);
        }
        return open;
    }

    private synchronized Families open() {
        if (families != null) {
            return families;
        }
        List<Collected> readers = new ArrayList<>();
        sinceStart = new Collected(AggregationTemporality.CUMULATIVE);
        readers.add(sinceStart);
        if (lines) {
            Collected sinceLast = new Collected(AggregationTemporality.DELTA);
            readers.add(sinceLast);
            rounds.add(new Round(settings.millis(Setting.Z0_METRICS_INTERVAL), sinceLast, (all, millis) -> Z0.pipeline()
                    .offer(MetricPoints.of(all))));
        }
        if (sender != null) { // the last one: lines do not wait for a collector
            rounds.add(new Round(settings.millis(Setting.OTEL_METRIC_EXPORT_INTERVAL), sinceStart, sender));
        }
        Instruments instruments = new Instruments(resource.get(), readers);
        Families made = new Families(settings, instruments);
        for (Map.Entry<Metric, Observation> observed : observations.entrySet()) {
            instruments.observe(observed.getKey(), observed.getValue());
        }
        if (RuntimeImage.hasManagement()) {
            new ProcessMetrics(instruments, settings.flag(Setting.Z0_SEMCONV_METRICS));
        }
        families = made;
        return made;
    }

    /** All metrics since the start; none as long as nothing has ended and half a minute has not passed. */
    Collection<MetricData> collect() {
        return families == null ? new ArrayList<>() : sinceStart.now();
    }

    /** Writes all metrics in Prometheus' text format, version 0.0.4. For any thread. */
    public void writePrometheus(Appendable out) throws IOException {
        PrometheusText.write(collect(), out);
    }

    private void run() {
        long started = System.nanoTime();
        while (families == null) {
            LockSupport.parkNanos(this, OPENS_AFTER_NANOS);
            if (System.nanoTime() - started >= OPENS_AFTER_NANOS && !Service.isTool()) {
                open();
            }
        }
        while (!rounds.isEmpty()) {
            long wait = Long.MAX_VALUE;
            for (Round round : rounds) {
                wait = Math.min(wait, round.runIfDue());
            }
            LockSupport.parkNanos(this, wait);
        }
    }

    @Override
    public void flush(long millis) {
        if (families == null || !changed) {
            return;
        }
        changed = false;
        for (Round round : rounds) {
            round.run(millis);
        }
    }

    /** Metrics that go to one destination time and again. */
    private static final class Round {
        private final long intervalNanos;
        private final Collected metrics;
        private final ObjLongConsumer<Collection<MetricData>> destination;
        private long dueNanos;

        Round(long intervalMillis, Collected metrics, ObjLongConsumer<Collection<MetricData>> destination) {
            this.intervalNanos = TimeUnit.MILLISECONDS.toNanos(intervalMillis);
            this.metrics = metrics;
            this.destination = destination;
            this.dueNanos = System.nanoTime() + intervalNanos;
        }

        /** Answers in how many nanoseconds it is due. */
        long runIfDue() {
            long wait = dueNanos - System.nanoTime();
            if (wait > 0) {
                return wait;
            }
            run(Long.MAX_VALUE);
            dueNanos = System.nanoTime() + intervalNanos;
            return intervalNanos;
        }

        synchronized void run(long millis) {
            try {
                destination.accept(metrics.now(), millis);
            } catch (Throwable e) {
                Failures.note("exporter", e);
            }
        }
    }
}
