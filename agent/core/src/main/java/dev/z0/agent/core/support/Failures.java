package dev.z0.agent.core.support;

import dev.z0.agent.core.Z0;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Counts z0's own failures for each family of instrumentations. The first one is told, in a line; after a hundred the
 * family is switched off, and that is told too. Thread-safe; never throws.
 */
public final class Failures {
    private static final int TOO_MANY = 100;

    private static final Map<String, AtomicInteger> COUNTS = new ConcurrentHashMap<>();
    private static volatile Consumer<String> switchOff;

    private Failures() {}

    /** What is to happen to a family that failed too often. */
    public static void onTooMany(Consumer<String> action) {
        switchOff = action;
    }

    /** Notes that code of {@code family} failed inside the application. */
    public static void note(String family, Throwable failure) {
        try {
            int count = COUNTS.computeIfAbsent(family, f -> new AtomicInteger()).incrementAndGet();
            if (count == 1) {
                Z0.warn("z0 failed in " + family + ": " + failure + at(failure));
            } else if (count == TOO_MANY) {
                Z0.warn("z0 failed " + TOO_MANY + " times in " + family + " and switched it off: " + failure
                        + at(failure));
                if (switchOff != null) {
                    switchOff.accept(family);
                }
            }
        } catch (Throwable e) {
            // Nothing is left to tell it to.
        }
    }

    private static String at(Throwable failure) {
        StackTraceElement[] stack = failure.getStackTrace();
        return stack.length == 0 ? "" : " at " + stack[0];
    }

    /** Whether the family has failed so often that it is off. */
    public static boolean tooMany(String family) {
        AtomicInteger count = COUNTS.get(family);
        return count != null && count.get() >= TOO_MANY;
    }

    /** How often each family has failed. */
    public static Map<String, Integer> counts() {
        Map<String, Integer> counts = new HashMap<>();
        for (Map.Entry<String, AtomicInteger> entry : COUNTS.entrySet()) {
            counts.put(entry.getKey(), entry.getValue().get());
        }
        return counts;
    }
}
