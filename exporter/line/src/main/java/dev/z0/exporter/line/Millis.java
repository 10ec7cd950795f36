package dev.z0.exporter.line;

/** From nanoseconds to what a line says. */
final class Millis {
    private Millis() {}

    /** Whole milliseconds, rounded half up; never negative. */
    static long rounded(long nanos) {
        return Math.max(0, (nanos + 500_000) / 1_000_000);
    }
}
