package dev.z0.exporter.metrics;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.record.Measurement;
import dev.z0.agent.core.record.Metric;
import java.util.HashMap;
import java.util.Map;

/** The metrics that the rules declare. */
final class RuledMetrics {
    private static final int MOST = 1_000;

    private final Instruments instruments;
    private final Map<String, Ruled> known = new HashMap<>();

    RuledMetrics(Instruments instruments) {
        this.instruments = instruments;
    }

    void measurement(Measurement measurement) {
        Metric metric = measurement.metric();
        Ruled ruled = known.get(metric.name());
        if (ruled == null || ruled.metric != metric) {
            ruled = declared(metric, ruled);
        }
        if (ruled != null && ruled.recorder != null) {
            Labels labels = ruled.labels;
            for (int i = 0; i < metric.labels(); i++) {
                String value = measurement.label(i);
                labels.with(i, value.isEmpty() ? null : value);
            }
            ruled.recorder.record(measurement.value(), labels.series());
        }
    }

    /** A metric that is new, or that a later reading of the rules declares once more. */
    private Ruled declared(Metric metric, Ruled before) {
        if (before == null && known.size() >= MOST) {
            return null;
        }
        Instruments.Recorder recorder;
        if (before == null) {
            recorder = instruments.ruled(metric);
        } else if (before.metric.kind() == metric.kind()) {
            recorder = before.recorder;
        } else {
            recorder = null;
            Z0.warn(metric.name() + " was a " + before.metric.kind() + " before: a restart is needed to change that");
        }
        Ruled ruled = new Ruled(metric, recorder);
        known.put(metric.name(), ruled);
        return ruled;
    }

    /** What is known of one of the rules' metrics. */
    private static final class Ruled {
        final Metric metric;
        final Instruments.Recorder recorder;
        final Labels labels;

        Ruled(Metric metric, Instruments.Recorder recorder) {
            this.metric = metric;
            this.recorder = recorder;
            String[] names = new String[metric.labels()];
            for (int i = 0; i < names.length; i++) {
                names[i] = metric.label(i);
            }
            labels = new Labels(names);
        }
    }
}
