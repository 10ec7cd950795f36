package dev.z0.agent.core.id;

/**
 * z0's member of the W3C {@code tracestate} header: {@code z0=} and the span id of the unit that calls. The trace's parent
 * id names the caller's outgoing span, which no line is about; with this, lines alone tell which unit called which.
 */
public final class Tracestate {
    private static final String MEMBER = "z0=";
    private static final int ID = 16;

    private Tracestate() {}

    /** The calling unit's span id; 0 where the caller isn't z0. */
    public static long caller(String header) {
        int at = find(header);
        int from = at + MEMBER.length();
        if (at < 0 || header.length() < from + ID || header.length() > from + ID && header.charAt(from + ID) != ',') {
            return 0;
        }
        for (int i = from; i < from + ID; i++) {
            if (Character.digit(header.charAt(i), 16) < 0) {
                return 0;
            }
        }
        return Ids.parseHex(header, from);
    }

    /** The header for calls of a unit: its member first, as the standard wants it, then what others put there. */
    public static String of(long unitSpanId, String others) {
        String own = MEMBER + Ids.hex(unitSpanId);
        String rest = without(others);
        return rest == null || rest.isEmpty() ? own : own + ',' + rest;
    }

    /** The header without z0's member, which is the caller's own affair; null where there is none. */
    static String without(String header) {
        int at = find(header);
        if (at < 0) {
            return header;
        }
        int comma = header.indexOf(',', at);
        String before = header.substring(0, at);
        if (comma >= 0) {
            return before + header.substring(comma + 1);
        }
        return before.endsWith(",") ? before.substring(0, before.length() - 1) : before;
    }

    private static int find(String header) {
        if (header == null) {
            return -1;
        }
        if (header.startsWith(MEMBER)) {
            return 0;
        }
        int at = header.indexOf(',' + MEMBER);
        return at < 0 ? -1 : at + 1;
    }
}
