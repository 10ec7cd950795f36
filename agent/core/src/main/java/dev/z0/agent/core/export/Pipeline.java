package dev.z0.agent.core.export;

import dev.z0.agent.core.record.Measurement;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.record.Summary;
import dev.z0.agent.core.support.Failures;
import dev.z0.agent.core.support.Z0Thread;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one way out: application threads put what has ended into a bounded queue and go on; z0's thread takes it out,
 * adds it up and gives it to the exporters. A full queue drops, and counts what it dropped.
 *
 * <p>The thread looks into the queue every few milliseconds while there is work, so that nobody pays for waking it; it
 * sleeps, and is woken, only after a while without any. Once the JVM is shutting down, whoever ends a unit waits until
 * it is out, for a moment at most: z0's thread may not get another turn.
 */
public final class Pipeline {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int PAUSES_BEFORE_SLEEP = 50;
    private static final int BATCH = 256;

    /** How long an application's thread waits for its line, once the JVM is shutting down, and how often it looks. */
    private static final long CLOSING_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final long CLOSING_POLL_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    /** An exporter that gives up in time comes back a little after it. */
    private static final long FLUSH_GRACE_MILLIS = 250;

    /** Stands for: nothing more waits. */
    private static final Object IDLE = new Object();

    private final ArrayBlockingQueue<Object> queue;
    private final int busy;
    private final int crowded;
    private final ReentrantLock draining = new ReentrantLock();
    private final List<Object> batch = new ArrayList<>(BATCH);
    private final Z0Thread thread = new Z0Thread("z0-exporter", this::run);
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    private volatile Exporter[] exporters = {};
    private volatile boolean started;
    private volatile boolean asleep;
    private volatile boolean closing;
    private volatile boolean exporting;

    /** A pipeline whose queue holds {@code capacity} units, blocks of spans and messages. */
    public Pipeline(int capacity) {
        queue = new ArrayBlockingQueue<>(capacity);
        busy = capacity / 4;
        crowded = capacity - busy;
    }

    /** Begins to export. What was offered before waits in the queue. */
    public void start(Exporter... all) {
        exporters = all;
        started = true;
        thread.start();
    }

    /**
     * Takes a unit, a span, an array of spans, a measurement, a message or a round of metrics. Never blocks. The last
     * quarter of the queue is kept from measurements and from spans outside any unit: a rule about a method that is called
     * all the time must cost no request its line.
     */
    public void offer(Object item) {
        int waiting = queue.size();
        boolean small = item instanceof Measurement || item instanceof SpanRecord && !(item instanceof Summary);
        if (small && waiting >= crowded || !queue.offer(item)) {
            dropped.incrementAndGet();
        }
        if (closing && !small) {
            awaitExport();
        } else if (asleep || waiting >= busy) {
            LockSupport.unpark(thread);
        }
    }

    /** Gives z0's thread a moment to write out what was just offered, before the JVM ends under it. */
    private void awaitExport() {
        if (Thread.currentThread() instanceof Z0Thread) {
            return;
        }
        LockSupport.unpark(thread);
        long deadline = System.nanoTime() + CLOSING_WAIT_NANOS;
        while ((exporting || !queue.isEmpty()) && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(CLOSING_POLL_NANOS);
        }
    }

    /** How many units, blocks of spans and messages found the queue full. */
    public long dropped() {
        return dropped.get();
    }

    /** How often an exporter threw. */
    public long failures() {
        return failures.get();
    }

    /** How much waits. */
    public int depth() {
        return queue.size();
    }

    /**
     * Exports all that was offered so far, and has every exporter write out what it buffers within so many milliseconds;
     * side by side, since one may ask a collector that never answers. One that does not keep to its time is left behind.
     */
    public void flush(long millis) {
        drain();
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis + FLUSH_GRACE_MILLIS);
        List<Z0Thread> flushing = new ArrayList<>();
        for (Exporter exporter : exporters) {
            Z0Thread flush = new Z0Thread("z0-flush", () -> flush(exporter, millis));
            flush.start();
            flushing.add(flush);
        }
        for (Z0Thread flush : flushing) {
            flush.await(deadline);
        }
        drain(); // what the exporters themselves had to tell
    }

    private void flush(Exporter exporter, long millis) {
        try {
            exporter.flush(millis);
        } catch (Throwable e) {
            failed(e);
        }
    }

    private void failed(Throwable thrown) {
        failures.incrementAndGet();
        Failures.note("pipeline", thrown);
    }

    /** The JVM is shutting down: from now on whoever offers something waits a moment until it is out. */
    public void close() {
        closing = true;
        drain();
    }

    private void run() {
        int pauses = 0;
        while (true) {
            pauses = drain() ? 0 : pauses + 1;
            if (closing) {
                LockSupport.parkNanos(CLOSING_POLL_NANOS);
            } else if (pauses < PAUSES_BEFORE_SLEEP) {
                LockSupport.parkNanos(PAUSE_NANOS);
            } else {
                asleep = true;
                if (queue.isEmpty()) {
                    LockSupport.park();
                }
                asleep = false;
                pauses = 0;
            }
        }
    }

    /** Exports all that was offered so far, on the calling thread. Answers whether there was anything. */
    public boolean drain() {
        if (!started) {
            return false;
        }
        draining.lock();
        exporting = true;
        try {
            boolean any = false;
            while (queue.drainTo(batch, BATCH) > 0) {
                any = true;
                for (int i = 0; i < batch.size(); i++) {
                    export(batch.get(i));
                }
                batch.clear();
            }
            if (any) {
                deliver(IDLE);
            }
            return any;
        } finally {
            exporting = false;
            draining.unlock();
        }
    }

    private void export(Object item) {
        if (item instanceof SpanRecord[]) {
            spans((SpanRecord[]) item);
            return;
        }
        if (item instanceof Summary) {
            spans(((Summary) item).spans());
        }
        deliver(item);
    }

    private void spans(SpanRecord[] spans) {
        for (SpanRecord span : spans) {
            if (span == null) {
                return;
            }
            for (Summary unit = span.enclosing(); unit != null; unit = unit.enclosing()) {
                unit.count(span);
            }
            deliver(span);
        }
    }

    /** Each exporter gets it, whatever the one before did with it. */
    private void deliver(Object item) {
        for (Exporter exporter : exporters) {
            try {
                deliver(item, exporter);
            } catch (Throwable e) {
                failed(e);
            }
        }
    }

    private static void deliver(Object item, Exporter exporter) {
        if (item instanceof Summary) {
            exporter.unit((Summary) item);
        } else if (item instanceof SpanRecord) {
            exporter.span((SpanRecord) item);
        } else if (item instanceof MetricPoint[]) {
            exporter.metrics((MetricPoint[]) item);
        } else if (item instanceof Measurement) {
            exporter.measurement((Measurement) item);
        } else if (item instanceof AgentMessage) {
            exporter.message((AgentMessage) item);
        } else {
            exporter.idle();
        }
    }
}
