package dev.z0.agent.core.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class PricesTest {
    private static final Prices PRICES = Prices.of(
            List.of(new Price("gpt-4o", 2.5, 10), new Price("gpt-4o-mini", 0.15, 0.6), new Price("claude-*", 3, 15)));

    @Test
    void theLongestPrefixDecides() {
        assertEquals(12.5, PRICES.cost("gpt-4o-2024-08-06", 1_000_000, 1_000_000), 1e-12);
        assertEquals(0.75, PRICES.cost("gpt-4o-mini-2024-07-18", 1_000_000, 1_000_000), 1e-12);
        assertEquals(0.000018, PRICES.cost("claude-sonnet-4", 1, 1), 1e-12);
    }

    @Test
    void aStarIsAnyModel() {
        Prices prices = Prices.of(List.of(new Price("*", 1, 2), new Price("free", 0, 0)));
        assertEquals(0.000003, prices.cost("whatever", 1, 1), 1e-12);
        assertEquals(0, prices.cost("free-7b", 1000, 1000));
        assertEquals(Double.NaN, prices.cost(null, 1, 1));
    }

    @Test
    void unknownIsNotZero() {
        assertEquals(Double.NaN, PRICES.cost("llama3", 1, 1));
        assertEquals(Double.NaN, PRICES.cost("gpt-4o", -1, -1));
        assertEquals(Double.NaN, Prices.NONE.cost("gpt-4o", 1, 1));
        assertEquals(2.5, PRICES.cost("gpt-4o", 1_000_000, -1), 1e-12);
    }

    @Test
    void theLaterOfTwoHolds() {
        assertEquals(
                7,
                Prices.of(List.of(new Price("m", 1, 1), new Price("m*", 7, 7))).cost("m", 1_000_000, 0));
    }

    @Test
    void refusesWhatIsNoPrice() {
        assertThrows(IllegalArgumentException.class, () -> new Price("m", -1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Price("m", 0, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Price("m", 0, Double.POSITIVE_INFINITY));
    }
}
