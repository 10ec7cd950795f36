package dev.z0.agent.core.support;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * Notes something about an object of the application without touching it or keeping it alive: a map by identity with
 * weak keys. Bounded; when full it takes nothing more until keys die. A value must not refer to its key. Thread-safe.
 */
public final class WeakMap<K, V> {
    private final ConcurrentHashMap<Object, V> map = new ConcurrentHashMap<>();
    private final ReferenceQueue<Object> dead = new ReferenceQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final int bound;

    /** A map of at most {@code bound} entries. */
    public WeakMap(int bound) {
        this.bound = bound;
    }

    /** The value of this very object, or null. */
    public V get(K key) {
        return size.get() == 0 ? null : map.get(new Probe(key));
    }

    /** Sets the value of this very object. Answers false where there was no room. */
    public boolean put(K key, V value) {
        purge();
        if (size.get() >= bound) {
            return false;
        }
        if (map.put(new Key(key, dead), value) == null) {
            size.incrementAndGet();
        }
        return true;
    }

    /** Forgets this very object. Answers its value, or null. */
    public V remove(K key) {
        V value = map.remove(new Probe(key));
        if (value != null) {
            size.decrementAndGet();
        }
        return value;
    }

    /**
     * Sets the value of this very object if it is {@code expected}.
     *
     * @param expected null for none
     * @param update null to forget the object
     * @return whether it was the expected one; true also where there is no room for another object
     */
    public boolean compareAndSet(K key, V expected, V update) {
        if (expected == null) {
            purge();
            if (size.get() >= bound) {
                return true;
            }
            boolean set = map.putIfAbsent(new Key(key, dead), update) == null;
            if (set) {
                size.incrementAndGet();
            }
            return set;
        }
        if (update != null) {
            return map.replace(new Probe(key), expected, update);
        }
        boolean removed = map.remove(new Probe(key), expected);
        if (removed) {
            size.decrementAndGet();
        }
        return removed;
    }

    /** Gives each entry whose key still lives. */
    public void forEach(BiConsumer<? super K, ? super V> action) {
        for (Map.Entry<Object, V> entry : map.entrySet()) {
            @SuppressWarnings("unchecked")
            K key = (K) ((Key) entry.getKey()).get();
            if (key != null) {
                action.accept(key, entry.getValue());
            }
        }
    }

    /** How many entries there are. */
    public int size() {
        purge();
        return size.get();
    }

    private void purge() {
        Reference<?> key = dead.poll();
        while (key != null) {
            if (map.remove(key) != null) {
                size.decrementAndGet();
            }
            key = dead.poll();
        }
    }

    private static final class Key extends WeakReference<Object> {
        private final int hash;

        Key(Object referent, ReferenceQueue<Object> queue) {
            super(referent, queue);
            hash = System.identityHashCode(referent);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            if (this == other) {
                return true;
            }
            Object mine = get();
            return mine != null && other instanceof Key && ((Key) other).get() == mine;
        }
    }

    /** Looks a key up; short-lived, so that the compiler can do without it. */
    private static final class Probe {
        private final Object referent;

        Probe(Object referent) {
            this.referent = referent;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(referent);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key && ((Key) other).get() == referent;
        }
    }
}
