package dev.z0.agent.core.id;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
    @Test
    void idsAreUuidsOfVersionSeven() {
        long before = System.currentTimeMillis();
        String id = Ids.request();
        assertTrue(id.startsWith("req_"));
        UUID uuid = UUID.fromString(id.substring(4));
        assertEquals(7, uuid.version());
        assertEquals(2, uuid.variant());
        assertTrue(uuid.getMostSignificantBits() >>> 16 >= before);
        assertEquals(id, id.toLowerCase(Locale.ROOT));
    }

    @Test
    void idsGrowAndNeverRepeatAcrossThreads() {
        Set<String> all = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 4).parallel().forEach(thread -> {
            String last = "";
            for (int i = 0; i < 20_000; i++) {
                String id = Ids.event();
                assertTrue(id.compareTo(last) > 0);
                assertTrue(all.add(id));
                last = id;
            }
        });
        assertEquals(80_000, new HashSet<>(all).size());
    }

    @Test
    void traceparentIsReadAndWritten() {
        String header = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        Trace trace = Trace.parse(header, "a=1", "b=2");
        assertEquals("0af7651916cd43dd8448eb211c80319c", trace.text());
        assertTrue(trace.sampled());
        assertEquals(header, trace.traceparent(Trace.parentOf(header)));
    }

    @Test
    void laterVersionsMaySayMore() {
        assertNotNull(Trace.parse("01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00-more", null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x",
                "00_0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331_01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b716920333g-01"
            })
    void malformedTraceparentsAreNone(String header) {
        assertNull(Trace.parse(header, null, null));
    }
}
