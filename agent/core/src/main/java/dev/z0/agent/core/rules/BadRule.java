package dev.z0.agent.core.rules;

/** A rule that can't hold: where it is wrong, and why. */
final class BadRule extends Exception {
    private static final long serialVersionUID = 1;

    private final String place;

    BadRule(String reason, Json at) {
        super(reason, null, false, false);
        place = at.place();
    }

    /** Line and column. */
    String place() {
        return place;
    }
}
