package dev.z0.exporter.metrics;

import dev.z0.agent.core.support.Failures;
import dev.z0.exporter.metrics.Metric.Kind;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.metrics.ExemplarFilter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.resources.Resource;
import java.util.Arrays;
import java.util.List;

/** OpenTelemetry's SDK with z0's metrics in it, each instrument made with its first value. Thread-safe. */
final class Instruments {
    private static final List<Double> MILLISECONDS = Arrays.asList(
            0.5, 1.0, 2.5, 5.0, 10.0, 25.0, 50.0, 100.0, 250.0, 500.0, 1_000.0, 2_500.0, 5_000.0, 10_000.0, 30_000.0,
            60_000.0);
    /** As the semantic conventions want them for requests, with two smaller ones, which they want for databases. */
    private static final List<Double> SECONDS = Arrays.asList(
            0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);

    /** The SDK logs where its own bound is met, so it lies beyond that of {@link Labels}. */
    private static final int CARDINALITY = Labels.MOST + 2;

    private final Meter meter;
    private final LongCounter[] counters = new LongCounter[Metric.values().length];
    private final DoubleCounter[] doubles = new DoubleCounter[counters.length];
    private final DoubleHistogram[] histograms = new DoubleHistogram[counters.length];

    Instruments(Resource resource, List<Collected> readers) {
        SdkMeterProviderBuilder builder =
                SdkMeterProvider.builder().setResource(resource).setExemplarFilter(ExemplarFilter.alwaysOff());
        for (Collected reader : readers) {
            builder.registerMetricReader(reader, type -> CARDINALITY);
        }
        meter = builder.build().get("z0");
    }

    void add(Metric metric, long value, Attributes labels) {
        if (value <= 0) {
            return;
        }
        LongCounter counter = counters[metric.ordinal()];
        if (counter == null) {
            counter = meter.counterBuilder(metric.text())
                    .setDescription(metric.doc())
                    .build();
            counters[metric.ordinal()] = counter;
        }
        counter.add(value, labels, Context.root());
    }

    void add(Metric metric, double value, Attributes labels) {
        DoubleCounter counter = doubles[metric.ordinal()];
        if (counter == null) {
            counter = meter.counterBuilder(metric.text())
                    .ofDoubles()
                    .setDescription(metric.doc())
                    .build();
            doubles[metric.ordinal()] = counter;
        }
        counter.add(value, labels, Context.root());
    }

    /** Records a duration, in the metric's own unit. */
    void duration(Metric metric, long nanos, Attributes labels) {
        DoubleHistogram histogram = histograms[metric.ordinal()];
        boolean seconds = metric.kind() == Kind.SECONDS;
        if (histogram == null) {
            histogram = meter.histogramBuilder(metric.text())
                    .setDescription(metric.doc())
                    .setUnit(metric.kind().unit)
                    .setExplicitBucketBoundariesAdvice(seconds ? SECONDS : MILLISECONDS)
                    .build();
            histograms[metric.ordinal()] = histogram;
        }
        histogram.record(nanos / (seconds ? 1e9 : 1e6), labels, Context.root());
    }

    /** Makes an instrument for a metric of the rules. */
    Recorder ruled(dev.z0.agent.core.record.Metric metric) {
        switch (metric.kind()) {
            case COUNTER:
                DoubleCounter counter =
                        meter.counterBuilder(metric.name()).ofDoubles().build();
                return counter::add;
            case HISTOGRAM:
                DoubleHistogram histogram = meter.histogramBuilder(metric.name())
                        .setExplicitBucketBoundariesAdvice(MILLISECONDS)
                        .build();
                return histogram::record;
            default:
                return meter.gaugeBuilder(metric.name()).build()::set;
        }
    }

    /** Takes values of one metric. */
    interface Recorder {
        void record(double value, Attributes labels);
    }

    /** From now on this is asked for the metric's values whenever metrics are collected. */
    void observe(Metric metric, Observation observation) {
        boolean seconds = metric.kind() == Kind.OBSERVED_SECONDS;
        if (metric.kind() == Kind.OBSERVED_GAUGE || metric.kind() == Kind.OBSERVED_BYTES) {
            meter.gaugeBuilder(metric.text())
                    .setDescription(metric.doc())
                    .setUnit(metric.kind().unit)
                    .ofLongs()
                    .buildWithCallback(out -> read(
                            observation,
                            (value, labels) -> out.record(value, Labels.attributes(metric.labels(), labels))));
        } else if (seconds) {
            meter.counterBuilder(metric.text())
                    .setDescription(metric.doc())
                    .setUnit(metric.kind().unit)
                    .ofDoubles()
                    .buildWithCallback(out -> read(
                            observation,
                            (value, labels) -> out.record(value / 1e9, Labels.attributes(metric.labels(), labels))));
        } else {
            meter.counterBuilder(metric.text())
                    .setDescription(metric.doc())
                    .buildWithCallback(out -> read(
                            observation,
                            (value, labels) -> out.record(value, Labels.attributes(metric.labels(), labels))));
        }
    }

    /** What cannot be read has no value; the SDK would log the exception into the application's log. */
    private static void read(Observation observation, Observation.Values values) {
        try {
            observation.read(values);
        } catch (Throwable e) {
            Failures.note("exporter", e);
        }
    }
}
