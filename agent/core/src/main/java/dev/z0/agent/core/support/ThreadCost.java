package dev.z0.agent.core.support;

import java.lang.management.ManagementFactory;

/**
 * What the current thread has used so far. Answers 0 until {@link #open} was called: the management beans cost
 * start-up time, and some servers must set up their logging before anything touches them.
 */
public final class ThreadCost {
    private static volatile com.sun.management.ThreadMXBean bean;

    private ThreadCost() {}

    /** Starts measuring, where this JVM can. Called from z0's own thread. */
    public static void open() {
        java.lang.management.ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        if (threads instanceof com.sun.management.ThreadMXBean
                && threads.isCurrentThreadCpuTimeSupported()
                && threads.isThreadCpuTimeEnabled()) {
            com.sun.management.ThreadMXBean candidate = (com.sun.management.ThreadMXBean) threads;
            if (candidate.isThreadAllocatedMemorySupported() && candidate.isThreadAllocatedMemoryEnabled()) {
                bean = candidate;
            }
        }
    }

    /** Whether it measures by now. */
    public static boolean isMeasured() {
        return bean != null;
    }

    /** CPU time of the current thread in nanoseconds. */
    public static long cpuNanos() {
        com.sun.management.ThreadMXBean threads = bean;
        return threads == null ? 0 : Math.max(0, threads.getCurrentThreadCpuTime());
    }

    /** Bytes that the current thread has allocated. */
    public static long allocatedBytes() {
        com.sun.management.ThreadMXBean threads = bean;
        return threads == null
                ? 0
                : Math.max(
                        0,
                        threads.getThreadAllocatedBytes(Thread.currentThread().getId()));
    }
}
