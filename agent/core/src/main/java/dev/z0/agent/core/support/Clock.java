package dev.z0.agent.core.support;

import java.util.concurrent.TimeUnit;

/**
 * Tells the wall-clock time of a {@link System#nanoTime} reading, so that spans need to read only one clock. The two
 * drift apart, so they are compared again every now and then. Thread-safe.
 */
public final class Clock {
    private static final long MAX_AGE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private static volatile Clock current = new Clock();

    private final long nanos = System.nanoTime();
    private final long offset = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - nanos;

    private Clock() {}

    /** Nanoseconds since the epoch when {@link System#nanoTime} answered {@code nanoTime}, recently. */
    public static long epochNanos(long nanoTime) {
        Clock clock = current;
        if (nanoTime - clock.nanos > MAX_AGE_NANOS) {
            clock = new Clock();
            current = clock;
        }
        return nanoTime + clock.offset;
    }
}
