package dev.z0.exporter.diagnostics;

import java.util.ArrayList;
import java.util.List;

/** The last so many things added. Thread-safe. */
final class Ring<T> {
    private final Object[] items;
    private long added;

    Ring(int capacity) {
        items = new Object[capacity];
    }

    synchronized void add(T item) {
        items[(int) (added++ % items.length)] = item;
    }

    /** How many were added, those that have gone since included. */
    synchronized long added() {
        return added;
    }

    /** The last one, or null. */
    @SuppressWarnings("unchecked")
    synchronized T newest() {
        return added == 0 ? null : (T) items[(int) ((added - 1) % items.length)];
    }

    @SuppressWarnings("unchecked")
    synchronized List<T> newestFirst() {
        int held = (int) Math.min(added, items.length);
        List<T> all = new ArrayList<>(held);
        for (long i = added - 1; i >= added - held; i--) {
            all.add((T) items[(int) (i % items.length)]);
        }
        return all;
    }
}
