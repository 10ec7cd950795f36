package dev.z0.instrumentation.logging;

import dev.z0.agent.core.record.Summary;
import dev.z0.agent.core.support.CallDepth;

/**
 * Notes what is logged at ERROR. Libraries log through each other, and what writes a log may log in turn: only the
 * outermost call on a thread counts.
 */
final class LoggedErrors {
    private LoggedErrors() {}

    /** An error begins to be logged, to be told to {@code unit}. Answers what {@link #leave} takes. */
    static Object enter(Summary unit, String message, Throwable thrown) {
        if (CallDepth.LOGGING.enter()) {
            unit.logged(message, thrown);
        }
        return unit;
    }

    /** It has been logged. */
    static void leave(Object entered) {
        if (entered != null) {
            CallDepth.LOGGING.leave();
        }
    }
}
