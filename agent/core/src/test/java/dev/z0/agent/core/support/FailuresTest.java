package dev.z0.agent.core.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private static final Throwable FAILURE = new IllegalStateException("on purpose");

    private static void fail(String family, int times, long seconds) {
        for (int i = 0; i < times; i++) {
            Failures.note(family, FAILURE, TimeUnit.SECONDS.toNanos(seconds));
        }
    }

    @Test
    void aHundredWithinAMinuteAreTooMany() {
        fail("often", 60, 10);
        fail("often", 39, 70);
        assertFalse(Failures.tooMany("often"));
        fail("often", 1, 70);
        assertTrue(Failures.tooMany("often"));
        fail("often", 1, 7_000);
        assertTrue(Failures.tooMany("often"));
        assertEquals(101, Failures.counts().get("often"));
    }

    @Test
    void moreThanAHundredOverADayAreNot() {
        for (int minute = 0; minute < 24 * 60; minute++) {
            fail("seldom", 1, 60 * minute);
        }
        assertFalse(Failures.tooMany("seldom"));
        assertEquals(24 * 60, Failures.counts().get("seldom"));
        assertFalse(Failures.tooMany("never"));
    }
}
