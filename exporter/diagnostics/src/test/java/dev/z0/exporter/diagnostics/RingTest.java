package dev.z0.exporter.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

class RingTest {
    @Test
    void holdsTheLastOnes() {
        Ring<Integer> ring = new Ring<>(3);
        assertEquals(List.of(), ring.newestFirst());
        assertNull(ring.newest());
        ring.add(1);
        ring.add(2);
        assertEquals(List.of(2, 1), ring.newestFirst());
        for (int i = 3; i <= 7; i++) {
            ring.add(i);
        }
        assertEquals(List.of(7, 6, 5), ring.newestFirst());
        assertEquals(7, ring.newest());
        assertEquals(7, ring.added());
    }
}
