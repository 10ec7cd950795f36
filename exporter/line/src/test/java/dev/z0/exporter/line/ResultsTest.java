package dev.z0.exporter.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.z0.agent.core.record.Job;
import java.math.BigDecimal;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ResultsTest {
    private static JsonNode results(Object returned) {
        return new Written().run(new Job("A", "b", null), returned, () -> {}).get("results");
    }

    @Test
    void numbersAndBooleans() {
        assertEquals("{\"result\":47}", results(47).toString());
        assertEquals("{\"result\":true}", results(true).toString());
        assertEquals("{\"result\":1.5}", results(new BigDecimal("1.5")).toString());
        assertEquals("{\"result\":3}", results(new AtomicInteger(3)).toString());
        assertNull(results(Double.POSITIVE_INFINITY));
    }

    @Test
    void mapsOfThem() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("low_stock_alerts", 3);
        map.put(Thread.State.NEW, true);
        map.put("customer", "Bob");
        map.put(7, 8);
        map.put(null, 9);
        assertEquals("{\"low_stock_alerts\":3,\"NEW\":true}", results(map).toString());
    }

    record Reconciled(int salesReconciled, boolean auditChainVerified, String customer, Long nothing) {}

    static class Base {
        int total = 1;
        static int ignored = 2;
        transient int unsaved = 3;
    }

    static class Derived extends Base {
        int total = 4;
        double URLCount = 5;
        AtomicInteger done = new AtomicInteger(6);

        int getComputed() {
            throw new IllegalStateException("no method of the application is called");
        }
    }

    @Test
    void objectsOfThem() {
        assertEquals(
                "{\"sales_reconciled\":47,\"audit_chain_verified\":true}",
                results(new Reconciled(47, true, "Bob", null)).toString());
        assertEquals(
                "{\"total\":4,\"url_count\":5.0,\"done\":6}",
                results(new Derived()).toString());
    }

    @Test
    void nothingElse() {
        assertNull(results(null));
        assertNull(results("text"));
        assertNull(results(new int[] {1}));
        assertNull(results(CompletableFuture.completedFuture(1)));
        assertNull(results(Thread.State.NEW));
        assertNull(results(Thread.currentThread()));
    }

    @Test
    void mapsThatAreMoreThanMapsAreLeftAlone() {
        assertNull(results(new AbstractMap<String, Integer>() {
            @Override
            public Set<Entry<String, Integer>> entrySet() {
                throw new IllegalStateException("asks a cluster");
            }
        }));
    }
}
