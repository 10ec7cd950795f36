package dev.z0.exporter.metrics;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import java.util.Collection;

/** Metrics as one destination wants them: since the start, or since the last time. It has no thread: it is asked. */
final class Collected implements MetricReader {
    private final AggregationTemporality temporality;
    private volatile CollectionRegistration source = CollectionRegistration.noop();

    Collected(AggregationTemporality temporality) {
        this.temporality = temporality;
    }

    /** All metrics that have values. */
    Collection<MetricData> now() {
        return source.collectAllMetrics();
    }

    @Override
    public void register(CollectionRegistration registration) {
        source = registration;
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
        return temporality;
    }

    @Override
    public CompletableResultCode forceFlush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }
}
