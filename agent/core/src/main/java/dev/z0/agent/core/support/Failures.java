package dev.z0.agent.core.support;

import dev.z0.agent.core.Z0;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Counts z0's own failures for each family of instrumentations, and for other parts of z0. The first one is told, in a
 * line; the hundredth too, and a family of instrumentations is then switched off. Thread-safe; never throws.
 */
public final class Failures {
    private static final int TOO_MANY = 100;

    private static final Map<String, AtomicInteger> COUNTS = new ConcurrentHashMap<>();
    private static volatile Predicate<String> switchOff;

    private Failures() {}

    /** What switches a family off that failed too often, and answers whether it is one. */
    public static void onTooMany(Predicate<String> action) {
        switchOff = action;
    }

    /** Notes that code of {@code family} failed inside the application. */
    public static void note(String family, Throwable failure) {
        try {
            int count = COUNTS.computeIfAbsent(family, f -> new AtomicInteger()).incrementAndGet();
            if (count == 1) {
                Z0.warn("z0 failed in " + family + ": " + failure + at(failure));
            } else if (count == TOO_MANY) {
                boolean off = switchOff != null && switchOff.test(family);
                Z0.warn("z0 failed " + TOO_MANY + " times in " + family + (off ? " and switched it off: " : ": ")
                        + failure + at(failure));
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
