package dev.z0.agent.core.record;

import dev.z0.agent.core.support.ThreadCost;

/** The threads that worked for a unit, and what they spent on it. Thread-safe. */
final class Workers {
    /** Threads that are told apart; what further ones spend is not measured. */
    private static final int MOST = 32;

    /** A stretch shorter than this is taken to be all work: to ask for its CPU time would cost more than a microsecond. */
    private static final long SHORT_NANOS = 500_000;

    private Worker newest;
    private int count;
    private long cpuNanos;
    private long allocatedBytes;

    /** A thread begins to work. Answers whether it has to {@link #leave}: not when it was at work already, further out. */
    synchronized boolean enter(Thread thread) {
        Worker worker = worker(thread);
        if (worker == null) {
            if (count == MOST) {
                return false;
            }
            worker = new Worker(thread, newest);
            newest = worker;
            count++;
        }
        if (worker.atWork) {
            return false;
        }
        worker.atWork = true;
        worker.sinceNanos = System.nanoTime();
        worker.cpuNanos = ThreadCost.cpuNanos();
        worker.allocatedBytes = ThreadCost.allocatedBytes();
        return true;
    }

    /** The current thread is done. */
    synchronized void leave(Thread thread) {
        Worker worker = worker(thread);
        if (worker != null) {
            settle(worker);
            worker.atWork = false;
        }
    }

    /** Adds what the current thread has spent so far, if it is at work: the unit may end before it is done. */
    synchronized void settle(Thread thread) {
        Worker worker = worker(thread);
        if (worker != null) {
            settle(worker);
        }
    }

    private void settle(Worker worker) {
        if (!worker.atWork) {
            return;
        }
        long now = System.nanoTime();
        long elapsed = now - worker.sinceNanos;
        long cpu = elapsed < SHORT_NANOS && ThreadCost.isMeasured() ? worker.cpuNanos + elapsed : ThreadCost.cpuNanos();
        long allocated = ThreadCost.allocatedBytes();
        if (worker.allocatedBytes > 0) { // else measuring began in the middle, and all would be this unit's
            cpuNanos += cpu - worker.cpuNanos;
            allocatedBytes += allocated - worker.allocatedBytes;
        }
        worker.sinceNanos = now;
        worker.cpuNanos = cpu;
        worker.allocatedBytes = allocated;
    }

    private Worker worker(Thread thread) {
        Worker worker = newest;
        while (worker != null && worker.thread != thread) {
            worker = worker.earlier;
        }
        return worker;
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

    /** One thread, and while it is at work: since when, and what it had spent by then. */
    private static final class Worker {
        private final Thread thread;
        private final Worker earlier;
        private boolean atWork;
        private long sinceNanos;
        private long cpuNanos;
        private long allocatedBytes;

        Worker(Thread thread, Worker earlier) {
            this.thread = thread;
            this.earlier = earlier;
        }
    }
}
