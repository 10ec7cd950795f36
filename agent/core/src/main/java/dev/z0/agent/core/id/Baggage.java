package dev.z0.agent.core.id;

/** z0's member of the W3C {@code baggage} header: the id of the operation that calls are made in. */
public final class Baggage {
    /** The member's key and the sign after it. */
    public static final String OPERATION = "z0.operation_id=";

    private static final int UUID = 36;

    private Baggage() {}

    /** The operation's id in a header; null where there is none, or none that z0 could have made. */
    public static String operationId(String header) {
        int at = header == null ? -1 : header.indexOf(OPERATION);
        if (at < 0 || at > 0 && header.charAt(at - 1) != ',' && header.charAt(at - 1) != ' ') {
            return null;
        }
        int from = at + OPERATION.length();
        int end = from + "op_".length() + UUID;
        if (end > header.length() || !header.startsWith("op_", from)) {
            return null;
        }
        for (int i = from + "op_".length(); i < end; i++) {
            char c = header.charAt(i);
            if (Character.digit(c, 16) < 0 && c != '-') {
                return null;
            }
        }
        return header.substring(from, end);
    }
}
