package dev.z0.agent.core.record;

import dev.z0.agent.core.support.ThreadCost;
import java.util.Arrays;

/** The threads that worked for a unit, and what they spent on it. Thread-safe. */
final class Workers {
    /** Threads that are told apart; what further ones spend is not measured. */
    private static final int MOST = 32;

    private Thread[] seen = new Thread[2];

    /** A stretch shorter than this is taken to be all work: to ask for its CPU time would cost more than a microsecond. */
    private static final long SHORT_NANOS = 500_000;

    /** When each thread began, and what it had spent by then: time, CPU time and memory in turn. */
    private long[] began = new long[6];

    private int count;

    /** A bit for each thread seen: it is at work for the unit just now. */
    private int inside;

    private long cpuNanos;
    private long allocatedBytes;

    /** A thread begins to work. Answers whether it has to {@link #leave}: not when it was at work already, further out. */
    synchronized boolean enter(Thread thread) {
        int index = indexOf(thread);
        if (index == count) {
            if (count == MOST) {
                return false;
            }
            if (count == seen.length) {
                seen = Arrays.copyOf(seen, count * 2);
                began = Arrays.copyOf(began, count * 6);
            }
            seen[count++] = thread;
        }
        if ((inside & 1 << index) != 0) {
            return false;
        }
        inside |= 1 << index;
        began[3 * index] = System.nanoTime();
        began[3 * index + 1] = ThreadCost.cpuNanos();
        began[3 * index + 2] = ThreadCost.allocatedBytes();
        return true;
    }

    /** The current thread is done. */
    synchronized void leave(Thread thread) {
        settle(thread);
        inside &= ~(1 << indexOf(thread));
    }

    /** Adds what the current thread has spent so far, if it is at work: the unit may end before it is done. */
    synchronized void settle(Thread thread) {
        int index = indexOf(thread);
        if (index < count && (inside & 1 << index) != 0) {
            long now = System.nanoTime();
            long elapsed = now - began[3 * index];
            long cpu = elapsed < SHORT_NANOS && ThreadCost.isMeasured()
                    ? began[3 * index + 1] + elapsed
                    : ThreadCost.cpuNanos();
            long allocated = ThreadCost.allocatedBytes();
            if (began[3 * index + 2] > 0) { // else measuring began in the middle, and all would be this unit's
                cpuNanos += cpu - began[3 * index + 1];
                allocatedBytes += allocated - began[3 * index + 2];
            }
            began[3 * index] = now;
            began[3 * index + 1] = cpu;
            began[3 * index + 2] = allocated;
        }
    }

    private int indexOf(Thread thread) {
        int index = 0;
        while (index < count && seen[index] != thread) {
            index++;
        }
        return index;
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
