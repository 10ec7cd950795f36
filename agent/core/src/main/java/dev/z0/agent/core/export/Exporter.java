package dev.z0.agent.core.export;

import dev.z0.agent.core.record.Measurement;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.record.Summary;

/**
 * Takes what has ended out of the process. All calls come from one thread at a time, z0's own, in this order: each span
 * of a unit, then the unit; only {@link #flush} comes from a thread of its own. What it throws is counted and otherwise
 * ignored.
 */
public interface Exporter {
    /** A span inside a unit, or one outside any, has ended. */
    default void span(SpanRecord span) {}

    /** A unit has ended, and its tally is complete. */
    default void unit(Summary unit) {}

    /** A value was measured for a metric of the rules. */
    default void measurement(Measurement measurement) {}

    /** z0 has something to say about itself. */
    default void message(AgentMessage message) {}

    /** A round of metrics is to be written out. */
    default void metrics(MetricPoint[] round) {}

    /** Nothing more waits: a good moment to write out what is buffered. */
    default void idle() {}

    /** Sends what waits to be sent, and gives up after so many milliseconds. More may come meanwhile and afterwards. */
    default void flush(long millis) {}
}
