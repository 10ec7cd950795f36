package dev.z0.agent.core.support;

import dev.z0.agent.core.Z0;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Counts z0's own failures for each family of instrumentations, and for other parts of z0. The first one is told, in a
 * line; a hundred within a minute too, and a family of instrumentations is then switched off: one that fails now and then
 * is of more use than none. Thread-safe; never throws.
 */
public final class Failures {
    private static final int TOO_MANY = 100;
    private static final long WITHIN_NANOS = TimeUnit.MINUTES.toNanos(1);

    private static final Map<String, Count> COUNTS = new ConcurrentHashMap<>();
    private static volatile Predicate<String> switchOff;

    private Failures() {}

    /** What switches a family off that failed too often, and answers whether it is one. */
    public static void onTooMany(Predicate<String> action) {
        switchOff = action;
    }

    /** Notes that code of {@code family} failed inside the application. */
    public static void note(String family, Throwable failure) {
        note(family, failure, System.nanoTime());
    }

    static void note(String family, Throwable failure, long nanos) {
        try {
            Count count = COUNTS.computeIfAbsent(family, f -> new Count(nanos));
            boolean first;
            boolean oneTooMany;
            synchronized (count) {
                first = count.total() == 0;
                oneTooMany = count.isTooManyWith(nanos);
            }
            if (oneTooMany) {
                boolean off = switchOff != null && switchOff.test(family);
                Z0.warn("z0 failed " + TOO_MANY + " times in " + family + (off ? " and switched it off: " : ": ")
                        + failure + at(failure));
            } else if (first) {
                Z0.warn("z0 failed in " + family + ": " + failure + at(failure));
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
        Count count = COUNTS.get(family);
        return count != null && count.isTooMany();
    }

    /** How often each family has failed. */
    public static Map<String, Integer> counts() {
        Map<String, Integer> counts = new HashMap<>();
        for (Map.Entry<String, Count> entry : COUNTS.entrySet()) {
            counts.put(entry.getKey(), entry.getValue().total());
        }
        return counts;
    }

    /** One family's. */
    private static final class Count {
        private int total;
        private int recent;
        private long sinceNanos;
        private boolean tooMany;

        Count(long nanos) {
            sinceNanos = nanos;
        }

        /** Counts one more. Answers whether that is the one too many; each family has but one. */
        synchronized boolean isTooManyWith(long nanos) {
            total++;
            if (nanos - sinceNanos > WITHIN_NANOS) {
                sinceNanos = nanos;
                recent = 0;
            }
            recent++;
            if (tooMany || recent < TOO_MANY) {
                return false;
            }
            tooMany = true;
            return true;
        }

        synchronized boolean isTooMany() {
            return tooMany;
        }

        synchronized int total() {
            return total;
        }
    }
}
