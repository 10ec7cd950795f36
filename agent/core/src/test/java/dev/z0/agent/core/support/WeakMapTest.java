package dev.z0.agent.core.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WeakMapTest {
    private final WeakMap<Object, String> map = new WeakMap<>(10_000);

    /** Equal to all of its kind. */
    private static final class Twin {
        @Override
        public boolean equals(Object other) {
            return other instanceof Twin;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    @Test
    void tellsEqualObjectsApart() {
        Twin one = new Twin();
        Twin other = new Twin();
        assertTrue(map.put(one, "one"));
        assertNull(map.get(other));
        map.put(other, "other");
        assertEquals("one", map.get(one));
        assertEquals("other", map.remove(other));
        assertNull(map.get(other));
        assertNull(map.remove(other));
        map.put(one, "still one");
        assertEquals("still one", map.get(one));
        assertEquals(1, map.size());
    }

    @Test
    void holdsManyAndNoMoreThanItsBound() {
        List<Object> keys = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            keys.add(new Object());
            assertTrue(map.put(keys.get(i), Integer.toString(i)));
        }
        assertFalse(map.put(new Object(), "one too many"));
        assertTrue(map.compareAndSet(new Object(), null, "another"));
        assertEquals(10_000, map.size());
        assertTrue(map.put(keys.get(7), "7"), "there is room for what is in it");
        Set<String> values = new HashSet<>();
        map.forEach((key, value) -> values.add(value));
        assertEquals(10_000, values.size());
        for (int i = 0; i < 10_000; i++) {
            assertEquals(Integer.toString(i), i % 2 == 0 ? map.get(keys.get(i)) : map.remove(keys.get(i)));
        }
        assertEquals(5_000, map.size());
    }

    @Test
    void forgetsWhatWasNotedUnlessItIsAnotherByNow() {
        Object key = new Object();
        Reference<?> noted = map.note(key, "one");
        map.forget(noted, "other");
        assertEquals("one", map.get(key));
        map.forget(noted, "one");
        assertNull(map.get(key));
        map.forget(noted, "one");
        assertEquals(0, map.size());
        Reference<?> again = map.note(key, "two");
        map.put(key, "three");
        map.forget(again, "two");
        assertEquals("three", map.get(key));
    }

    @Test
    void givesUpWhatIsStaleWhenItIsFull() {
        WeakMap<Object, String> small = new WeakMap<>(80, value -> value.startsWith("old"));
        List<Object> keys = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            keys.add(new Object());
            small.put(keys.get(i), (i % 4 == 0 ? "old" : "new") + i);
        }
        assertEquals("old0", small.get(keys.get(0)), "as long as there is room");
        assertTrue(small.put(this, "one more"));
        assertNull(small.get(keys.get(0)));
        assertEquals("new1", small.get(keys.get(1)));
        assertEquals(61, small.size());
        assertEquals(0, small.refused());
    }

    @Test
    void doesNotLookForStaleValuesEachTimeThatItIsFull() {
        AtomicInteger asked = new AtomicInteger();
        WeakMap<Object, String> small = new WeakMap<>(80, value -> asked.incrementAndGet() < 0);
        List<Object> keys = new ArrayList<>();
        for (int i = 0; i < 80 + 100; i++) {
            keys.add(new Object());
            assertEquals(i < 80, small.put(keys.get(i), ""));
        }
        assertEquals(100, small.refused());
        assertEquals(10 * 80, asked.get(), "once for each eighth of the bound that was refused");
    }

    @Test
    void setsOnlyWhereItIsAsExpected() {
        Object key = new Object();
        String first = "first";
        assertFalse(map.compareAndSet(key, first, "x"));
        assertTrue(map.compareAndSet(key, null, first));
        assertFalse(map.compareAndSet(key, null, "x"));
        assertTrue(map.compareAndSet(key, first, "second"));
        assertEquals("second", map.get(key));
        assertFalse(map.compareAndSet(key, first, null));
        assertTrue(map.compareAndSet(key, "second", null));
        assertNull(map.get(key));
        assertEquals(0, map.size());
    }

    @Test
    void letsGoOfWhatNobodyElseHolds() {
        Object kept = new Object();
        map.put(kept, "kept");
        for (int i = 0; i < 1_000; i++) {
            map.put(new Object(), "lost");
        }
        while (map.size() > 1) {
            System.gc();
        }
        assertEquals("kept", map.get(kept));
    }

    @Test
    void isSafeForManyThreads() throws Exception {
        int threads = 8;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CountDownLatch start = new CountDownLatch(threads);
        List<Future<?>> done = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            done.add(pool.submit(() -> {
                start.countDown();
                start.await();
                for (int n = 0; n < 20_000; n++) {
                    Object key = new Object();
                    String value = Integer.toString(n);
                    assertTrue(map.put(key, value));
                    assertEquals(value, map.get(key));
                    assertEquals(value, map.remove(key));
                }
                return null;
            }));
        }
        for (Future<?> each : done) {
            each.get();
        }
        pool.shutdown();
        assertEquals(0, map.size());
    }
}
