package dev.z0.agent.core.support;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Notes something about an object of the application without touching it or keeping it alive: a map by identity with
 * weak keys. Bounded; when full it takes nothing more until keys die, which in a large heap may take minutes, or values
 * are of no more use. A value must not refer to its key. Thread-safe.
 *
 * <p>An entry is one object, and to look one up makes none: statements are noted, asked for and forgotten many times a
 * request. So this is no map of the JDK's with keys that are references, but a hash table whose entries are.
 */
public final class WeakMap<K, V> {
    private static final int STRIPES = 16;
    private static final int STRIPE_BITS = 4;
    private static final int FIRST_SIZE = 8;

    private final Stripe[] stripes = new Stripe[STRIPES];
    private final ReferenceQueue<Object> dead = new ReferenceQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong nextSweep = new AtomicLong();
    private final int bound;
    private final Predicate<V> stale;

    /** A map of at most {@code bound} entries. */
    public WeakMap(int bound) {
        this(bound, null);
    }

    /** The same, which gives up values that are {@code stale} when it is full. */
    public WeakMap(int bound, Predicate<V> stale) {
        this.bound = bound;
        this.stale = stale;
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe();
        }
    }

    /** The value of this very object, or null. */
    public V get(K key) {
        if (size.get() == 0) {
            return null;
        }
        int hash = hash(key);
        Stripe stripe = stripe(hash);
        synchronized (stripe) {
            Entry entry = stripe.find(key, hash);
            return entry == null ? null : value(entry);
        }
    }

    /** Sets the value of this very object. Answers false where there was no room. */
    public boolean put(K key, V value) {
        return note(key, value) != null;
    }

    /** As {@link #put}; answers what {@link #forget} is to be given, or null where there was no room. */
    public Reference<?> note(K key, V value) {
        purge();
        int hash = hash(key);
        Stripe stripe = stripe(hash);
        synchronized (stripe) {
            Entry entry = stripe.find(key, hash);
            if (entry == null) {
                return add(stripe, key, hash, value);
            }
            entry.value = value;
            return entry;
        }
    }

    /** Forgets what was noted, unless its object has got another value meanwhile. The object itself need not be there any more. */
    public void forget(Reference<?> noted, V value) {
        Entry entry = (Entry) noted;
        Stripe stripe = stripe(entry.hash);
        synchronized (stripe) {
            if (entry.value == value) {
                drop(stripe, entry);
            }
        }
    }

    /** Forgets this very object. Answers its value, or null. */
    public V remove(K key) {
        if (size.get() == 0) {
            return null;
        }
        int hash = hash(key);
        Stripe stripe = stripe(hash);
        synchronized (stripe) {
            Entry entry = stripe.find(key, hash);
            if (entry == null) {
                return null;
            }
            drop(stripe, entry);
            return value(entry);
        }
    }

    /**
     * Sets the value of this very object if it is {@code expected}.
     *
     * @param expected null for none
     * @param update null to forget the object
     * @return whether it was the expected one; true also where there is no room for another object
     */
    public boolean compareAndSet(K key, V expected, V update) {
        purge();
        int hash = hash(key);
        Stripe stripe = stripe(hash);
        synchronized (stripe) {
            Entry entry = stripe.find(key, hash);
            if ((entry == null ? null : entry.value) != expected) {
                return false;
            }
            if (entry == null) {
                if (update != null) {
                    add(stripe, key, hash, update);
                }
            } else if (update == null) {
                drop(stripe, entry);
            } else {
                entry.value = update;
            }
            return true;
        }
    }

    /** Gives each entry whose key still lives. */
    public void forEach(BiConsumer<? super K, ? super V> action) {
        for (Stripe stripe : stripes) {
            Entry[] entries;
            synchronized (stripe) {
                entries = stripe.entries();
            }
            for (Entry entry : entries) {
                @SuppressWarnings("unchecked") // nothing else is put in
                K key = (K) entry.get();
                if (key != null) {
                    action.accept(key, value(entry));
                }
            }
        }
    }

    /** How many entries there are. */
    public int size() {
        purge();
        return size.get();
    }

    /** How many objects found no room. */
    public long refused() {
        return refused.get();
    }

    private void purge() {
        purgeDead();
        if (stale != null) {
            int entries = size.get();
            if (entries >= bound) {
                sweep();
            } else if (nextSweep.get() != 0 && entries < bound - bound / 8) {
                nextSweep.set(0);
            }
        }
    }

    /** Where that made no room, it is not done again before much has changed: many were refused, or have died. */
    private void sweep() {
        long due = nextSweep.get();
        if (refused.get() < due || !nextSweep.compareAndSet(due, Long.MAX_VALUE)) {
            return;
        }
        for (Stripe stripe : stripes) {
            synchronized (stripe) {
                for (Entry entry : stripe.entries()) {
                    if (stale.test(value(entry))) {
                        drop(stripe, entry);
                    }
                }
            }
        }
        nextSweep.set(refused.get() + bound / 8);
    }

    private void purgeDead() {
        for (Reference<?> next = dead.poll(); next != null; next = dead.poll()) {
            Entry entry = (Entry) next;
            Stripe stripe = stripe(entry.hash);
            synchronized (stripe) {
                drop(stripe, entry);
            }
        }
    }

    private Entry add(Stripe stripe, K key, int hash, V value) {
        if (size.get() >= bound) {
            refused.incrementAndGet();
            return null;
        }
        Entry entry = new Entry(key, dead, hash, value);
        stripe.add(entry);
        size.incrementAndGet();
        return entry;
    }

    private void drop(Stripe stripe, Entry entry) {
        if (stripe.remove(entry)) {
            size.decrementAndGet();
        }
    }

    /** Spread, because few of the identity's bits differ on some JVMs. */
    private static int hash(Object key) {
        int hash = System.identityHashCode(key) * 0x9E3779B9;
        return hash ^ hash >>> 16;
    }

    private Stripe stripe(int hash) {
        return stripes[hash & STRIPES - 1];
    }

    @SuppressWarnings("unchecked") // nothing else is put in
    private V value(Entry entry) {
        return (V) entry.value;
    }

    private static final class Entry extends WeakReference<Object> {
        private final int hash;
        private Object value;
        private Entry next;

        Entry(Object key, ReferenceQueue<Object> queue, int hash, Object value) {
            super(key, queue);
            this.hash = hash;
            this.value = value;
        }
    }

    /** A part of the table that has a lock of its own: whoever calls a method holds it. */
    private static final class Stripe {
        private Entry[] table = new Entry[FIRST_SIZE];
        private int count;

        Entry find(Object key, int hash) {
            Entry entry = table[place(hash)];
            while (entry != null && entry.get() != key) {
                entry = entry.next;
            }
            return entry;
        }

        void add(Entry entry) {
            if (count == table.length) {
                grow();
            }
            link(entry);
            count++;
        }

        /** Answers false where it is gone already. */
        boolean remove(Entry entry) {
            int place = place(entry.hash);
            Entry before = null;
            Entry at = table[place];
            while (at != null && at != entry) {
                before = at;
                at = at.next;
            }
            if (at == null) {
                return false;
            }
            if (before == null) {
                table[place] = entry.next;
            } else {
                before.next = entry.next;
            }
            count--;
            return true;
        }

        private void grow() {
            Entry[] all = entries();
            table = new Entry[table.length * 2];
            for (Entry entry : all) {
                link(entry);
            }
        }

        private void link(Entry entry) {
            int place = place(entry.hash);
            entry.next = table[place];
            table[place] = entry;
        }

        Entry[] entries() {
            Entry[] all = new Entry[count];
            int length = 0;
            for (Entry first : table) {
                for (Entry entry = first; entry != null; entry = entry.next) {
                    all[length++] = entry;
                }
            }
            return all;
        }

        private int place(int hash) {
            return hash >>> STRIPE_BITS & table.length - 1;
        }
    }
}
