package dev.z0.agent.core.id;

/**
 * One W3C trace as this process takes part in it: its id, whether it is sampled, and the vendor state and baggage that
 * came in and go out with every call. Thread-safe.
 */
public final class Trace {
    /** The length of a header of version 00; later versions may append to it. */
    private static final int TRACEPARENT_LENGTH = 55;

    private final long high;
    private final long low;
    private final boolean sampled;
    private final String state;
    private final String baggage;
    private String text;

    /**
     * @param state the {@code tracestate} header to pass on, or null
     * @param baggage the {@code baggage} header to pass on, or null
     */
    public Trace(long high, long low, boolean sampled, String state, String baggage) {
        this.high = high;
        this.low = low;
        this.sampled = sampled;
        this.state = state;
        this.baggage = baggage;
    }

    /** A new trace with a random id. */
    public static Trace random(boolean sampled, String baggage) {
        return new Trace(Ids.random(), Ids.random(), sampled, null, baggage);
    }

    /**
     * The trace that a {@code traceparent} header names.
     *
     * @return null where the header is absent, malformed or all zeros
     */
    public static Trace parse(String traceparent, String state, String baggage) {
        if (!isTraceparent(traceparent)) {
            return null;
        }
        boolean sampled = (Character.digit(traceparent.charAt(54), 16) & 1) != 0;
        return new Trace(Ids.parseHex(traceparent, 3), Ids.parseHex(traceparent, 19), sampled, state, baggage);
    }

    /** The caller's span id in a {@code traceparent} that {@link #parse} accepted. */
    public static long parentOf(String traceparent) {
        return Ids.parseHex(traceparent, 36);
    }

    private static boolean isTraceparent(String header) {
        return header != null
                && header.length() >= TRACEPARENT_LENGTH
                && (header.length() == TRACEPARENT_LENGTH || !header.startsWith("00") && header.charAt(55) == '-')
                && isHex(header, 0, 2)
                && !header.startsWith("ff")
                && header.charAt(2) == '-'
                && isHex(header, 3, 35)
                && header.charAt(35) == '-'
                && isHex(header, 36, 52)
                && header.charAt(52) == '-'
                && isHex(header, 53, 55)
                && (Ids.parseHex(header, 3) | Ids.parseHex(header, 19)) != 0
                && Ids.parseHex(header, 36) != 0;
    }

    private static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }

    /** This trace with another decision on sampling. */
    public Trace sampledAs(boolean decision) {
        return decision == sampled ? this : new Trace(high, low, decision, state, baggage);
    }

    /** The trace id's first eight bytes. */
    public long high() {
        return high;
    }

    /** The trace id's last eight bytes: the random part that samplers by ratio look at. */
    public long low() {
        return low;
    }

    /** Whether spans of this trace are exported. Lines and metrics do not depend on it. */
    public boolean sampled() {
        return sampled;
    }

    /** The {@code tracestate} header, or null. */
    public String state() {
        return state;
    }

    /** The {@code baggage} header, or null. */
    public String baggage() {
        return baggage;
    }

    /** The trace id as 32 hexadecimal digits. */
    public String text() {
        String known = text;
        if (known == null) {
            known = Ids.hex(high, low);
            text = known;
        }
        return known;
    }

    /** The {@code traceparent} header that names {@code spanId} as the caller. */
    public String traceparent(long spanId) {
        StringBuilder out = new StringBuilder(TRACEPARENT_LENGTH);
        appendTraceparent(out, spanId);
        return out.toString();
    }

    /** Appends what {@link #traceparent} answers. */
    public void appendTraceparent(StringBuilder out, long spanId) {
        out.append("00-");
        Ids.appendHex(out, high);
        Ids.appendHex(out, low);
        out.append('-');
        Ids.appendHex(out, spanId);
        out.append(sampled ? "-01" : "-00");
    }
}
