package dev.z0.agent.core.rules;

/** What has to hold for a call to count: that a path leads to a value other than false; or, with a {@code !}, that it doesn't. */
final class Condition {
    private final ValuePath path;
    private final boolean negated;

    private Condition(ValuePath path, boolean negated) {
        this.path = path;
        this.negated = negated;
    }

    /** The condition that is written there; null, which always holds, for null. */
    static Condition of(Json json) throws BadRule {
        if (json == null) {
            return null;
        }
        String text = json.text();
        boolean negated = text.startsWith("!");
        return new Condition(ValuePath.of(negated ? text.substring(1) : text, json), negated);
    }

    boolean holds(RuledCall call) {
        return path.holds(call) != negated;
    }
}
