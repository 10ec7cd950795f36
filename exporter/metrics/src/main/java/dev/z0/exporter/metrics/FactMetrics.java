package dev.z0.exporter.metrics;

import dev.z0.agent.core.record.Fact;
import dev.z0.agent.core.record.Query;
import dev.z0.agent.core.record.SpanRecord;
import io.opentelemetry.api.common.Attributes;

/** What writing facts adds up to, whether a method or a statement writes them. */
final class FactMetrics {
    private final Instruments instruments;
    private final Labels types = new Labels(Metric.FACTS_WRITTEN.labels());

    FactMetrics(Instruments instruments) {
        this.instruments = instruments;
    }

    void fact(Fact fact) {
        count(fact, fact.type(), 1);
    }

    void query(Query query) {
        count(query, query.factType(), Math.max(1, query.count()));
    }

    private void count(SpanRecord written, String type, int facts) {
        if (type != null) {
            Attributes labels = types.of(type);
            instruments.add(written.failed() ? Metric.FACTS_WRITE_FAILURES : Metric.FACTS_WRITTEN, facts, labels);
            instruments.duration(Metric.FACTS_WRITE_DURATION, written.durationNanos(), labels);
        }
    }
}
