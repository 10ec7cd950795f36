package dev.z0.agent.core.record;

import dev.z0.agent.core.redact.Redactor;

/** A value that was measured for a metric of the rules. Immutable. */
public final class Measurement {
    private final Metric metric;
    private final String[] labels;
    private final double value;
    private final Summary unit;

    /**
     * @param labels their values in the metric's order, not null; short, but neither redacted nor bounded in number
     * @param unit the unit that the thread worked for, or null
     */
    public Measurement(Metric metric, String[] labels, double value, Summary unit) {
        this.metric = metric;
        this.labels = labels;
        this.value = value;
        this.unit = unit;
    }

    /** What was measured. */
    public Metric metric() {
        return metric;
    }

    /** The value, a finite number. */
    public double value() {
        return value;
    }

    /** The value of one of the metric's labels, redacted; empty where there is none. */
    public String label(int i) {
        return Redactor.text(labels[i]);
    }

    /** The unit that the thread worked for, or null. */
    public Summary unit() {
        return unit;
    }
}
