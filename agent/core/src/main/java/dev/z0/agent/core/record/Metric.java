package dev.z0.agent.core.record;

import java.util.Arrays;

/** A metric that the rules declare. Immutable. */
public final class Metric {
    /** What is done with its measurements. */
    public enum Kind {
        /** They are added up; none is below 0. */
        COUNTER,
        /** Their distribution counts. */
        HISTOGRAM,
        /** The last one counts. */
        GAUGE
    }

    private final String name;
    private final Kind kind;
    private final String[] labels;

    /** {@code name} is {@code z0_component_measurement_unit}. */
    public Metric(String name, Kind kind, String... labels) {
        this.name = name;
        this.kind = kind;
        this.labels = labels.clone();
    }

    /** {@code z0_component_measurement_unit}. */
    public String name() {
        return name;
    }

    /** What is done with its measurements. */
    public Kind kind() {
        return kind;
    }

    /** How many labels it has. */
    public int labels() {
        return labels.length;
    }

    /** Whether these are its labels, in this order. */
    public boolean labelsAre(String... names) {
        return Arrays.equals(labels, names);
    }

    /** A label's name. */
    public String label(int i) {
        return labels[i];
    }
}
