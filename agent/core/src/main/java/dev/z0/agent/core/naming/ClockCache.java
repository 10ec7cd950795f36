package dev.z0.agent.core.naming;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A fixed number of entries keyed by string, for look-ups on hot paths: a hit takes no lock and allocates nothing. Four
 * slots a set; within a set an entry that was hit since the hand last passed outlives one that was not, so that a stream of
 * keys that never come again does not push out those that do. Keys and values are held strongly, hence never more than the
 * capacity.
 */
final class ClockCache<V> {

    private static final int WAYS = 4;

    private final AtomicReferenceArray<Entry<V>> slots;

    /** @param capacity a power of two, at least four */
    ClockCache(int capacity) {
        slots = new AtomicReferenceArray<>(capacity);
    }

    /** The value of {@code key}, or null. */
    V get(String key) {
        Entry<V> entry = find(key, firstSlot(key));
        if (entry == null) {
            return null;
        }
        if (!entry.hit) {
            entry.hit = true; // racy on purpose: a lost hit costs one miss later
        }
        return entry.value;
    }

    /** Sets the value of {@code key}, giving up another entry if need be. */
    synchronized void put(String key, V value) {
        int first = firstSlot(key);
        slots.set(victim(key, first), new Entry<>(key, value));
    }

    /** The value that {@code key} has already, else {@code value}, which it then has. */
    synchronized V intern(String key, V value) {
        V present = get(key);
        if (present != null) {
            return present;
        }
        put(key, value);
        return value;
    }

    private Entry<V> find(String key, int first) {
        int hash = key.hashCode();
        for (int i = first; i < first + WAYS; i++) {
            Entry<V> entry = slots.get(i);
            if (entry != null && entry.hash == hash && entry.key.equals(key)) {
                return entry;
            }
        }
        return null;
    }

    private int victim(String key, int first) {
        Entry<V> present = find(key, first);
        int cold = -1;
        for (int i = first; i < first + WAYS; i++) {
            Entry<V> entry = slots.get(i);
            if (entry == present) {
                return i; // the key's own slot or, for a new key, an empty one
            }
            if (cold < 0 && !entry.hit) {
                cold = i;
            }
        }
        if (cold >= 0) {
            return cold;
        }
        for (int i = first; i < first + WAYS; i++) {
            slots.get(i).hit = false;
        }
        return first;
    }

    private int firstSlot(String key) {
        int hash = key.hashCode() * 0x9E3779B9;
        return (hash >>> 16 ^ hash) & (slots.length() - WAYS);
    }

    private static final class Entry<V> {
        final String key;
        final int hash;
        final V value;
        boolean hit;

        Entry(String key, V value) {
            this.key = key;
            this.hash = key.hashCode();
            this.value = value;
        }
    }
}
