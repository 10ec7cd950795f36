package dev.z0.agent.core.id;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes z0's ids: a prefix and a UUID of version 7 (RFC 9562), and the W3C trace context's numbers. UUIDs grow
 * monotonically within the process, whatever the wall clock does. Thread-safe, never blocks.
 */
public final class Ids {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);
    private static final int SEQUENCE_BITS = 12;

    /** Milliseconds since the epoch, shifted left by twelve bits of sequence: the sortable head of the last UUID. */
    private static final AtomicLong LAST = new AtomicLong();

    private Ids() {}

    /** A new {@code req_} id. */
    public static String request() {
        return uuid("req_");
    }

    /** A new {@code evt_} id. */
    public static String event() {
        return uuid("evt_");
    }

    /** A new {@code op_} id. */
    public static String operation() {
        return uuid("op_");
    }

    /** A random number that is not 0, fit for a span id or half a trace id. */
    public static long random() {
        long id;
        do {
            id = ThreadLocalRandom.current().nextLong();
        } while (id == 0);
        return id;
    }

    /** Sixteen lower-case hexadecimal digits. */
    public static String hex(long value) {
        byte[] out = new byte[16];
        hex(value, out, 0);
        return new String(out, StandardCharsets.ISO_8859_1);
    }

    /** Thirty-two lower-case hexadecimal digits. */
    public static String hex(long high, long low) {
        byte[] out = new byte[32];
        hex(high, out, 0);
        hex(low, out, 16);
        return new String(out, StandardCharsets.ISO_8859_1);
    }

    /** Writes sixteen lower-case hexadecimal digits into {@code out} from {@code at} on. */
    public static void hex(long value, byte[] out, int at) {
        long rest = value;
        for (int i = 15; i >= 0; i--) {
            out[at + i] = HEX[(int) rest & 15];
            rest >>>= 4;
        }
    }

    static void appendHex(StringBuilder out, long value) {
        for (int shift = 60; shift >= 0; shift -= 4) {
            out.append((char) HEX[(int) (value >>> shift) & 15]);
        }
    }

    /** Writes the eight bytes of {@code value} into {@code out} from {@code at} on, the highest first. */
    public static void bytes(long value, byte[] out, int at) {
        for (int i = 0; i < 8; i++) {
            out[at + i] = (byte) (value >>> 56 - 8 * i);
        }
    }

    /** The number that sixteen hexadecimal digits of {@code text} from {@code at} on stand for; the caller has checked them. */
    static long parseHex(String text, int at) {
        long value = 0;
        for (int i = at; i < at + 16; i++) {
            value = value << 4 | Character.digit(text.charAt(i), 16);
        }
        return value;
    }

    private static String uuid(String prefix) {
        long head = next();
        long high = head >>> SEQUENCE_BITS << 16 | 0x7000 | head & 0xfff;
        long low = ThreadLocalRandom.current().nextLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
        int at = prefix.length();
        byte[] out = new byte[at + 36];
        for (int i = 0; i < at; i++) {
            out[i] = (byte) prefix.charAt(i);
        }
        for (int i = 0; i < 32; i++) {
            if (i == 8 || i == 12 || i == 16 || i == 20) {
                out[at++] = '-';
            }
            long half = i < 16 ? high : low;
            out[at++] = HEX[(int) (half >>> 60 - 4 * (i & 15)) & 15];
        }
        return new String(out, StandardCharsets.ISO_8859_1);
    }

    /** The clock, or one more than the last answer where the clock stood still or went back. */
    private static long next() {
        while (true) {
            long last = LAST.get();
            long next = Math.max(System.currentTimeMillis() << SEQUENCE_BITS, last + 1);
            if (LAST.compareAndSet(last, next)) {
                return next;
            }
        }
    }
}
