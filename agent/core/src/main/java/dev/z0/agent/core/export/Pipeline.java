package dev.z0.agent.core.export;

import dev.z0.agent.core.record.Measurement;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.record.Summary;
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
 * sleeps, and is woken, only after a while without any. Once the JVM is shutting down, whoever ends a unit writes it
 * out himself: z0's thread may not get another turn.
 */
public final class Pipeline {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int PAUSES_BEFORE_SLEEP = 50;
    private static final int BATCH = 256;

    private final ArrayBlockingQueue<Object> queue;
    private final int busy;
    private final ReentrantLock draining = new ReentrantLock();
    private final List<Object> batch = new ArrayList<>(BATCH);
    private final Z0Thread thread = new Z0Thread("z0-exporter", this::run);
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    private volatile Exporter[] exporters = {};
    private volatile boolean started;
    private volatile boolean asleep;
    private volatile boolean closing;

    /** A pipeline whose queue holds {@code capacity} units, blocks of spans and messages. */
    public Pipeline(int capacity) {
        queue = new ArrayBlockingQueue<>(capacity);
        busy = capacity / 4;
    }

    /** Begins to export. What was offered before waits in the queue. */
    public void start(Exporter... all) {
        exporters = all;
        started = true;
        thread.start();
    }

    /** Takes a unit, a span, an array of spans, a measurement, a message or a round of metrics. Never blocks. */
    public void offer(Object item) {
        if (!queue.offer(item)) {
            dropped.incrementAndGet();
        }
        if (closing) {
            drain();
        } else if (asleep || queue.size() > busy) {
            LockSupport.unpark(thread);
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

    /** Exports all that was offered so far, within so many milliseconds. */
    public void flush(long millis) {
        drain();
        for (Exporter exporter : exporters) {
            try {
                exporter.flush(millis);
            } catch (Throwable e) {
                failures.incrementAndGet();
            }
        }
    }

    /** From now on what is offered is exported by the offering thread, at once. */
    public void close() {
        closing = true;
        drain();
    }

    private void run() {
        int pauses = 0;
        while (true) {
            pauses = drain() ? 0 : pauses + 1;
            if (pauses < PAUSES_BEFORE_SLEEP) {
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

    private boolean drain() {
        if (!started) {
            return false;
        }
        draining.lock();
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
                for (Exporter exporter : exporters) {
                    idle(exporter);
                }
            }
            return any;
        } finally {
            draining.unlock();
        }
    }

    private void export(Object item) {
        if (item instanceof Summary) {
            Summary unit = (Summary) item;
            spans(unit.spans());
            for (Exporter exporter : exporters) {
                unit(exporter, unit);
            }
        } else if (item instanceof SpanRecord[]) {
            spans((SpanRecord[]) item);
        } else if (item instanceof SpanRecord) {
            span((SpanRecord) item);
        } else if (item instanceof MetricPoint[]) {
            metrics((MetricPoint[]) item);
        } else if (item instanceof Measurement) {
            measurement((Measurement) item);
        } else {
            message((AgentMessage) item);
        }
    }

    private void spans(SpanRecord[] spans) {
        for (SpanRecord span : spans) {
            if (span == null) {
                return;
            }
            for (Summary unit = span.enclosing(); unit != null; unit = unit.enclosing()) {
                unit.count(span);
            }
            span(span);
        }
    }

    private void span(SpanRecord span) {
        for (Exporter exporter : exporters) {
            try {
                exporter.span(span);
            } catch (Throwable e) {
                failures.incrementAndGet();
            }
        }
    }

    private void unit(Exporter exporter, Summary unit) {
        try {
            exporter.unit(unit);
        } catch (Throwable e) {
            failures.incrementAndGet();
        }
    }

    private void measurement(Measurement measurement) {
        for (Exporter exporter : exporters) {
            try {
                exporter.measurement(measurement);
            } catch (Throwable e) {
                failures.incrementAndGet();
            }
        }
    }

    private void message(AgentMessage message) {
        for (Exporter exporter : exporters) {
            try {
                exporter.message(message);
            } catch (Throwable e) {
                failures.incrementAndGet();
            }
        }
    }

    private void metrics(MetricPoint[] round) {
        for (Exporter exporter : exporters) {
            try {
                exporter.metrics(round);
            } catch (Throwable e) {
                failures.incrementAndGet();
            }
        }
    }

    private void idle(Exporter exporter) {
        try {
            exporter.idle();
        } catch (Throwable e) {
            failures.incrementAndGet();
        }
    }
}
