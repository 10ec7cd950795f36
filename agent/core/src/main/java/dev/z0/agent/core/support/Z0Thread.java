package dev.z0.agent.core.support;

import java.util.concurrent.TimeUnit;

/**
 * A thread of z0's own: a daemon, of no application's class loader, whose calls are not the application's. What escapes
 * from its work is counted and told in a line, not printed.
 */
public final class Z0Thread extends Thread implements Thread.UncaughtExceptionHandler {
    /** Not started yet. */
    public Z0Thread(String name, Runnable work) {
        super(null, work, name);
        setDaemon(true);
        setContextClassLoader(null);
        setUncaughtExceptionHandler(this);
    }

    /** Waits for its end until this {@link System#nanoTime} at most. */
    public void await(long deadline) {
        try {
            // At least a moment: no time means for ever.
            join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        Failures.note("z0", failure);
    }
}
