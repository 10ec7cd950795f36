package dev.z0.exporter.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.SpanRecord;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever others put into a value, a line stays one line of JSON and within its bounds. */
class HostileTextTest {
    private static final String NASTY =
            "\0\1\n\r\t\"\\\u007f\u0085\u009b\u2028\u2029\uD83D\uDE00\uD800\uDC00\uDC00\uD800é中{}[],:";

    private static Request request(String text) {
        Request request = Request.start(text, text, name -> null);
        request.route(text);
        request.tenant(text);
        request.user(text);
        request.session(text);
        request.client(text);
        return request;
    }

    private static JsonNode written(Written written, String text) {
        return written.request(request(text), 500, () -> {
            SpanRecord.currentUnit().logged(text, null);
            RequestLineTest.query(text, 1, 1, 1);
            throw new IllegalStateException(text);
        });
    }

    @Test
    void aLineStaysOneLineOfJson() {
        Written written = new Written();
        written(written, NASTY);
        String text = written.text();
        assertEquals(1, text.chars().filter(c -> c == '\n').count());
        assertEquals(text.length() - 1, text.indexOf('\n'));
        for (int i = 0; i < text.length() - 1; i++) {
            char c = text.charAt(i);
            assertFalse(c < ' ' || c >= 0x7f && c <= 0x9f || c == 0x2028 || c == 0x2029, () -> "bare " + (int) c);
        }
        assertTrue(text.contains("\uD83D\uDE00"), "a pair of surrogates stays a character");
        assertTrue(text.contains("é中"), text);
        String message = written.last().get("error_msg").asText();
        assertEquals(-1, message.indexOf(0x2028));
        assertTrue(
                message.startsWith("\0\1\n\r\t\"\\\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uD83D\uDE00\uD800\uDC00\uFFFD\uFFFDé"),
                message);
    }

    @Test
    void anyTextMakesAValidLine() {
        Written written = new Written();
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(60);
            for (int i = 0; i < length; i++) {
                text.append(
                        random.nextInt(3) == 0
                                ? NASTY.charAt(random.nextInt(NASTY.length()))
                                : (char) random.nextInt(1 << random.nextInt(17)));
            }
            written(written, text.toString());
            written.out.reset();
        }
    }

    @Test
    void noValueIsLongerThanEightKilobytes() {
        for (String unit : new String[] {"a", "\"", "\0", "é", "中", "\uD83D\uDE00", "\uD800"}) {
            StringBuilder text = new StringBuilder();
            while (text.length() < 20_000) {
                text.append(unit);
            }
            Written written = new Written();
            String value = written(written, text.toString()).get("error_msg").asText();
            int bytes = value.getBytes(StandardCharsets.UTF_8).length;
            assertTrue(bytes <= 8192 && bytes > 1000, () -> unit + " " + bytes);
            assertTrue(value.endsWith("…"), unit);
        }
    }

    @Test
    void aTextThatJustFitsStaysWhole() {
        SafeText safe = new SafeText();
        assertEquals(10, safe.measure("éxxxxxxxx", 10));
        assertEquals("éxxxxxxxx", safe.string("éxxxxxxxx"));
        assertEquals(10, safe.measure("éxxxxxxxxx", 10));
        assertEquals("éxxxxx…", safe.string("éxxxxxxxxx"));
    }

    @Test
    void aLineThatWouldBeTooLongSaysSo() {
        StringBuilder text = new StringBuilder();
        while (text.length() < 20_000) {
            text.append("x y ");
        }
        StringBuilder services = new StringBuilder("s0");
        for (int i = 1; i < 3000; i++) {
            services.append(",service_").append(i);
        }
        Written written = new Written("Z0_EXTERNAL_SERVICES", services.toString());
        JsonNode line = written(written, text.toString());
        assertTrue(line.get("truncated").asBoolean());
        int size = written.out.size();
        assertTrue(size <= 65_536 && size > 60_000, () -> "size " + size);
        assertNull(written.request("GET", "/", 200, () -> {}).get("error_stack"), "the next line is not affected");
    }

    @Test
    void resultsAreBounded() {
        Map<String, Object> results = new HashMap<>();
        for (int i = 0; i < 1000; i++) {
            results.put("key " + i + NASTY, i);
        }
        results.put("nan", Double.NaN);
        JsonNode line = new Written().run(new Job("A", "b", null), results, () -> {});
        assertEquals(50, line.get("results").size());
    }
}
