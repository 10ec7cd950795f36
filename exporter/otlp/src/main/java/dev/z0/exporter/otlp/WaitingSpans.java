package dev.z0.exporter.otlp;

import dev.z0.agent.core.record.SpanRecord;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayDeque;
import java.util.function.Supplier;

/**
 * The spans that wait to be sent, written already: while they are at hand, and because their records then die young.
 * Bounded; what finds it full is dropped and counted. Thread-safe.
 */
final class WaitingSpans {
    /** Batches whose buffers are kept for the next ones: as many as are under way when the sender is late for a moment. */
    private static final int SPARE = 3;

    private final int capacity;
    private final int batchSize;
    private final Supplier<Resource> resource;
    private final ArrayDeque<SpanMarshaler> full = new ArrayDeque<>();
    private final ArrayDeque<SpanMarshaler> spare = new ArrayDeque<>();
    private SpanMarshaler filling;
    private int waiting;
    private long dropped;

    WaitingSpans(int capacity, int batchSize, Supplier<Resource> resource) {
        this.capacity = capacity;
        this.batchSize = batchSize;
        this.resource = resource;
    }

    /** Takes a span, if it can. Answers whether a batch has become full by it. */
    synchronized boolean add(SpanRecord span) {
        if (waiting >= capacity) {
            dropped++;
            return false;
        }
        if (filling == null) {
            filling = spare.isEmpty() ? new SpanMarshaler(resource.get()) : spare.pop();
        }
        try {
            filling.add(span);
        } catch (RuntimeException | Error e) {
            dropped++; // one that can't be written costs no other
            return false;
        }
        waiting++;
        if (filling.count() < batchSize) {
            return false;
        }
        full.add(filling);
        filling = null;
        return true;
    }

    /** The next batch, to be given back when it was sent; null for none. */
    synchronized SpanMarshaler take() {
        SpanMarshaler next = full.poll();
        if (next == null && filling != null && filling.count() > 0) {
            next = filling;
            filling = null;
        }
        waiting -= next == null ? 0 : next.count();
        return next;
    }

    /** The batch was sent, or not; the next one may take its place. */
    synchronized void giveBack(SpanMarshaler batch) {
        if (spare.size() < SPARE) {
            batch.clear();
            spare.push(batch);
        }
    }

    /** How many wait. */
    synchronized int count() {
        return waiting;
    }

    /** How many were not taken. */
    synchronized long dropped() {
        return dropped;
    }
}
