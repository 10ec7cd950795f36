package dev.z0.agent.core.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The time limit is there so that a loop without end fails instead of hanging the build. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileInputTest {
    static List<Sample> samples() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void keepsNoPromptAndNoCompletion(Sample sample) throws Exception {
        for (boolean compressed : new boolean[] {false, true}) {
            byte[] asked = sample.request.getBytes(StandardCharsets.UTF_8);
            byte[] body = compressed ? Sample.gzip(sample.body) : sample.body;
            LlmCall call = sample.start();
            for (int i = 0; i < asked.length; i++) {
                call.requestBytes(new byte[] {asked[i]}, 0, 1);
                assertSilent(call);
            }
            call.responseHead(
                    sample.status,
                    name -> compressed && name.equals("content-encoding") ? "gzip" : sample.headers.get(name));
            for (int i = 0; i < body.length; i += 5) {
                call.responseBytes(
                        Arrays.copyOfRange(body, i, Math.min(body.length, i + 5)), 0, Math.min(5, body.length - i));
                assertSilent(call);
            }
            call.end();
            assertSilent(call);
        }
    }

    private static void assertSilent(LlmCall call) throws Exception {
        StringBuilder kept = new StringBuilder();
        walk(call, o -> kept.append(o).append('\n'), newSet());
        assertFalse(kept.indexOf(Samples.SECRET.substring(0, 5)) >= 0, kept::toString);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void survivesTruncationAndDamage(Sample sample) {
        Random random = new Random(42);
        for (int end = 0; end < sample.body.length; end++) {
            play(sample, Arrays.copyOf(sample.body, end), sample.body.length);
        }
        for (int round = 0; round < 300; round++) {
            byte[] damaged = sample.body.clone();
            for (int n = 1 + random.nextInt(8); n > 0; n--) {
                int at = random.nextInt(damaged.length);
                damaged[at] = random.nextBoolean()
                        ? (byte) random.nextInt()
                        : (byte) "{}[]\",:\\\n\r d".charAt(random.nextInt(12));
            }
            play(sample, damaged, 1 + random.nextInt(40));
            byte[] compressed = Sample.gzip(damaged);
            compressed[random.nextInt(compressed.length)] = (byte) random.nextInt();
            LlmCall call = sample.start();
            call.responseHead(200, name -> name.equals("content-encoding") ? "gzip" : sample.headers.get(name));
            call.responseBytes(compressed, 0, compressed.length);
            call.end();
            read(call);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "text/event-stream",
                "application/x-ndjson",
                "application/vnd.amazon.eventstream"
            })
    void survivesNoise(String contentType) {
        Random random = new Random(7);
        for (int round = 0; round < 2000; round++) {
            byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            if (round % 2 == 0 && noise.length > 8) {
                Arrays.fill(noise, 0, 8, (byte) 0); // frame lengths that could be
                noise[3] = (byte) (16 + random.nextInt(100));
                noise[7] = (byte) random.nextInt(60);
            }
            LlmCall call = LlmCall.of("POST", "h", 1, "/chat/completions");
            call.requestBytes(noise, 0, noise.length);
            call.responseHead(200, name -> name.equals("content-type") ? contentType : null);
            call.responseBytes(noise, 0, noise.length);
            read(call);
        }
    }

    @Test
    void anyByteMayStandAnywhere() {
        String json = "{\"usage\":{\"prompt_tokens\":5,\"x\":[1,\"\\n\"]}}";
        for (int at = 0; at <= json.length(); at++) {
            for (char c = 0; c < 256; c++) {
                byte[] body = (json.substring(0, at) + c + json.substring(at)).getBytes(StandardCharsets.ISO_8859_1);
                LlmCall call = LlmCall.of("POST", "api.openai.com", 443, "/v1/chat/completions");
                call.responseHead(200, name -> null);
                call.responseBytes(body, 0, body.length);
                read(call);
            }
        }
    }

    @Test
    void nestingCostsNoMemoryAndHidesNothingAfterIt() throws Exception {
        String deep = "{\"choices\":" + "[".repeat(1_000_000) + "]".repeat(1_000_000) + ",\"x\":"
                + "{\"usage\":".repeat(100_000) + "{\"prompt_tokens\":6}" + "}".repeat(100_000)
                + ",\"usage\":{\"prompt_tokens\":5}}";
        LlmCall call = json(deep);
        assertEquals(5, call.tokensInput());
        assertSmall(call);
    }

    @Test
    void aHugeLineCostsNoMemory() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] text = "tell me more ".repeat(100).getBytes(StandardCharsets.UTF_8);
        LlmCall call = LlmCall.of("POST", "api.openai.com", 443, "/v1/chat/completions");
        call.responseHead(200, Map.of("content-type", "text/event-stream")::get);
        feed(call, "data: {\"model\":\"m\",\"" + "k".repeat(100_000) + "\":1,\"choices\":[{\"delta\":{\"content\":\"");
        feed(call, "x");
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (int i = 0; i < 10_000; i++) {
            call.responseBytes(text, 0, text.length);
        }
        long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        feed(call, "\"}}],\"usage\":{\"prompt_tokens\":5}}\n\n");
        assertEquals(5, call.tokensInput());
        assertTrue(allocated < 100_000, () -> allocated + " bytes for 13 MB");
        assertSmall(call);
    }

    @Test
    void everyEventOfAStreamCostsNoMemory() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] event = "data: {\"model\":\"m\",\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"usage\":null}\n\n"
                .getBytes(StandardCharsets.UTF_8);
        LlmCall call = LlmCall.of("POST", "api.openai.com", 443, "/v1/chat/completions");
        call.responseHead(200, Map.of("content-type", "text/event-stream")::get);
        call.responseBytes(event, 0, event.length);
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (int i = 0; i < 10_000; i++) {
            call.responseBytes(event, 0, event.length);
        }
        long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        assertTrue(allocated < 100_000, () -> allocated + " bytes for 10,000 events");
    }

    @Test
    void aMissAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        String[] paths = {"/api/orders/7", "/v1/charges?x=y", "/", "/v2/messages", "/model/x", "/v1/a:b"};
        long allocated = Long.MAX_VALUE;
        for (int round = 0; round < 2; round++) {
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            for (int i = 0; i < 60_000; i++) {
                LlmCall.of("POST", "api.stripe.com", 443, paths[i % paths.length]);
            }
            allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        }
        assertTrue(allocated < 60_000, allocated + " bytes for 60,000 calls");
    }

    @Test
    void givesUpOnAGzipBomb() {
        byte[] bomb = Sample.gzip(
                (" ".repeat(65 << 20) + "{\"usage\":{\"prompt_tokens\":5}}").getBytes(StandardCharsets.UTF_8));
        LlmCall call = LlmCall.of("POST", "api.openai.com", 443, "/v1/chat/completions");
        call.responseHead(200, Map.of("content-encoding", "gzip")::get);
        call.responseBytes(bomb, 0, bomb.length);
        call.end();
        assertEquals(-1, call.tokensInput());
    }

    @Test
    void numbersThatAreNoCountsAreUnknown() {
        for (String number :
                List.of("-5", "1.5", "1e9", "99999999999999999999999", "true", "{}", "[]", "\"\"", "null", "\"x\"")) {
            assertEquals(
                    -1, json("{\"usage\":{\"prompt_tokens\":" + number + "}}").tokensInput(), number);
        }
        assertEquals(-1, json("{\"usage\":{\"prompt_tokens\":12").tokensInput(), "cut off inside a number");
    }

    @Test
    void namesThatAreProseAreNotKept() {
        LlmCall call = json("{\"model\":\"tell me a secret\",\"error\":{\"code\":\"" + "x".repeat(129)
                + "\",\"type\":\"caf\\u00e9\"}}");
        assertEquals(null, call.model());
        assertEquals(null, call.errorType());
    }

    private static LlmCall json(String body) {
        LlmCall call = LlmCall.of("POST", "api.openai.com", 443, "/v1/chat/completions");
        call.responseHead(200, Map.of("content-type", "application/json")::get);
        feed(call, body);
        call.end();
        return call;
    }

    private static void play(Sample sample, byte[] body, int chunk) {
        LlmCall call = sample.start();
        call.responseHead(sample.status, sample.headers::get);
        for (int i = 0; i < body.length; i += chunk) {
            call.responseBytes(body, i, Math.min(chunk, body.length - i));
        }
        call.end();
        read(call);
    }

    private static void read(LlmCall call) {
        assertTrue(call.tokensInput() >= -1 && call.tokensOutput() >= -1 && call.ttftNanos(0) >= -1);
        assertTrue(call.model() == null || call.model().length() <= 128);
        assertTrue(call.errorType() == null || call.errorType().length() <= 128);
    }

    private static void feed(LlmCall call, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        call.responseBytes(bytes, 0, bytes.length);
    }

    private static void assertSmall(LlmCall call) throws Exception {
        int[] size = {0};
        walk(call, text -> size[0] += text.length(), newSet());
        assertTrue(size[0] < 3000, () -> size[0] + " bytes reachable");
    }

    private static Set<Object> newSet() {
        return java.util.Collections.newSetFromMap(new IdentityHashMap<>());
    }

    /** Shows every string and byte array that can be reached through instance fields of this package's classes. */
    private static void walk(Object from, Consumer<String> text, Set<Object> seen) throws Exception {
        if (from == null || !seen.add(from)) {
            return;
        }
        if (from instanceof String) {
            text.accept((String) from);
        } else if (from instanceof byte[]) {
            text.accept(new String((byte[]) from, StandardCharsets.ISO_8859_1));
        } else if (from instanceof Object[]) {
            for (int i = 0; i < Array.getLength(from); i++) {
                walk(Array.get(from, i), text, seen);
            }
        } else if (from.getClass().getName().startsWith("dev.z0.")) {
            for (Field field : from.getClass().getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    field.setAccessible(true);
                    walk(field.get(from), text, seen);
                }
            }
        }
    }
}
