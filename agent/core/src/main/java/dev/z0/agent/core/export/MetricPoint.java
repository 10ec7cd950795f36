package dev.z0.agent.core.export;

import java.util.Map;

/** What one series of a metric came to in an interval: a line of kind {@code metric}. Immutable. */
public final class MetricPoint {
    private final String metric;
    private final Map<String, String> labels;
    private final Map<String, Number> values;
    private final long epochMillis;

    /** Takes the maps over. Labels and values were redacted where they were made. */
    public MetricPoint(String metric, Map<String, String> labels, Map<String, Number> values, long epochMillis) {
        this.metric = metric;
        this.labels = labels;
        this.values = values;
        this.epochMillis = epochMillis;
    }

    /** The metric's name. */
    public String metric() {
        return metric;
    }

    /** The series' labels, by name. */
    public Map<String, String> labels() {
        return labels;
    }

    /**
     * {@code value} alone: what a counter grew by, or where a gauge stood; of a histogram the interval's {@code count},
     * {@code sum}, {@code min} and {@code max}.
     */
    public Map<String, Number> values() {
        return values;
    }

    /** When the interval ended, in milliseconds since the epoch. */
    public long epochMillis() {
        return epochMillis;
    }
}
