package dev.z0.exporter.metrics;

/** Values that are read when metrics are collected, on whichever thread does so. */
@FunctionalInterface
public interface Observation {
    /** Gives the values as they are now. What it throws is counted and otherwise ignored. */
    void read(Values values);

    /** Takes values. */
    @FunctionalInterface
    interface Values {
        /** One series' value, in the metric's unit, nanoseconds for seconds; its labels in the metric's order. */
        void put(long value, Object... labels);
    }
}
