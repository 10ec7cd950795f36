package dev.z0.exporter.line;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimestampTest {
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static void check(Instant time) {
        char[] out = new char[Timestamp.LENGTH];
        Timestamp.write(time.toEpochMilli(), out);
        assertEquals(ISO.format(time), new String(out));
    }

    @Test
    void agreesWithTheCalendar() {
        long first = Instant.parse("1900-01-01T00:00:00Z").toEpochMilli();
        long last = Instant.parse("2400-01-01T00:00:00Z").toEpochMilli();
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            check(Instant.ofEpochMilli(first + (long) (random.nextDouble() * (last - first))));
        }
        for (String day : new String[] {"1970-01-01", "2000-02-29", "2026-12-31", "2100-02-28", "2100-03-01"}) {
            check(Instant.parse(day + "T00:00:00Z"));
            check(Instant.parse(day + "T23:59:59.999Z"));
        }
    }
}
