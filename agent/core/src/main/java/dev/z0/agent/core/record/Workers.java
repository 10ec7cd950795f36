package dev.z0.agent.core.record;

import java.util.Arrays;

/** The threads that worked for a unit, and what they spent on it. Thread-safe. */
final class Workers {
    /** Threads that are told apart; what further ones spend is not measured. */
    private static final int MOST = 32;

    private Thread[] seen = new Thread[2];
    private int count;

    /** A bit for each thread seen: it is at work for the unit just now. */
    private int inside;

    private long cpuNanos;
    private long allocatedBytes;

    /** A thread begins to work. Answers whether to measure it: not when it was at work already, further out. */
    synchronized boolean enter(Thread thread) {
        int index = 0;
        while (index < count && seen[index] != thread) {
            index++;
        }
        if (index == count) {
            if (count == MOST) {
                return false;
            }
            if (count == seen.length) {
                seen = Arrays.copyOf(seen, count * 2);
            }
            seen[count++] = thread;
        }
        boolean outermost = (inside & 1 << index) == 0;
        inside |= 1 << index;
        return outermost;
    }

    /** The thread is done, and has spent this. */
    synchronized void leave(Thread thread, long cpu, long allocated) {
        for (int i = 0; i < count; i++) {
            if (seen[i] == thread) {
                inside &= ~(1 << i);
            }
        }
        cpuNanos += cpu;
        allocatedBytes += allocated;
    }

    synchronized long cpuNanos() {
        return cpuNanos;
    }

    synchronized long allocatedBytes() {
        return allocatedBytes;
    }

    synchronized int count() {
        return count;
    }
}
