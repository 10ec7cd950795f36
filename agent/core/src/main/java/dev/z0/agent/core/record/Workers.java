package dev.z0.agent.core.record;

import dev.z0.agent.core.support.ThreadCost;
import java.util.Arrays;

/** The threads that worked for a unit, and what they spent on it. Thread-safe. */
final class Workers {
    /** Threads that are told apart; what further ones spend is not measured. */
    private static final int MOST = 32;

    private Thread[] seen = new Thread[2];

    /** What each thread had spent when it began: CPU time and memory in turn. */
    private long[] began = new long[4];

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
                began = Arrays.copyOf(began, count * 4);
            }
            seen[count++] = thread;
        }
        if ((inside & 1 << index) != 0) {
            return false;
        }
        inside |= 1 << index;
        began[2 * index] = ThreadCost.cpuNanos();
        began[2 * index + 1] = ThreadCost.allocatedBytes();
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
            long cpu = ThreadCost.cpuNanos();
            long allocated = ThreadCost.allocatedBytes();
            cpuNanos += cpu - began[2 * index];
            allocatedBytes += allocated - began[2 * index + 1];
            began[2 * index] = cpu;
            began[2 * index + 1] = allocated;
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
