package dev.z0.agent.core;

import dev.z0.agent.core.id.Ids;
import dev.z0.agent.core.id.Trace;

/**
 * Decides which traces' spans are exported, as OpenTelemetry's samplers of the same names do. Lines and metrics don't
 * depend on it. Immutable.
 */
public final class Sampler {
    /** Exports everything, unless the caller decided otherwise. */
    public static final Sampler PARENT_OR_ALWAYS = new Sampler(true, 1);

    private final boolean followsParent;
    private final double ratio;

    private Sampler(boolean followsParent, double ratio) {
        this.followsParent = followsParent;
        this.ratio = ratio;
    }

    /**
     * The sampler of this name.
     *
     * @param name {@code always_on}, {@code always_off}, {@code traceidratio}, each also as {@code parentbased_…}
     * @param ratio for the ones by ratio, from 0 to 1
     * @return null for an unknown name
     */
    public static Sampler named(String name, double ratio) {
        boolean parent = name.startsWith("parentbased_");
        String own = parent ? name.substring("parentbased_".length()) : name;
        switch (own) {
            case "always_on":
                return new Sampler(parent, 1);
            case "always_off":
                return new Sampler(parent, 0);
            case "traceidratio":
                return new Sampler(parent, ratio);
            default:
                return null;
        }
    }

    /** Whether a trace that starts here is exported. */
    public boolean sampleRoot() {
        return sample(null);
    }

    /** Whether the trace is exported; null for one that starts here. */
    public boolean sample(Trace trace) {
        if (trace != null && followsParent) {
            return trace.sampled();
        }
        if (ratio >= 1 || ratio <= 0) {
            return ratio >= 1;
        }
        long random = trace == null ? Ids.random() : trace.low();
        return (random & Long.MAX_VALUE) < (long) (ratio * Long.MAX_VALUE);
    }
}
