package dev.z0.agent.core.redact;

/** How much of a value may stay. */
final class Lengths {
    private static final int ELLIPSIS_BYTES = 3;

    private Lengths() {}

    /** The length of the value if it fits both bounds, else of the longest beginning that fits with an ellipsis. */
    static int fitting(String value, int chars, int bytes) {
        if (value.length() <= chars && value.length() * 3L <= bytes) {
            return value.length();
        }
        int used = 0;
        int beginning = 0;
        for (int i = 0; i < value.length(); ) {
            if (i < chars && used + ELLIPSIS_BYTES <= bytes) {
                beginning = i;
            }
            boolean pair = Chars.isPair(value, i);
            used += pair ? 4 : bytes(value.charAt(i));
            i += pair ? 2 : 1;
            if (i > chars || used > bytes) {
                return beginning;
            }
        }
        return value.length();
    }

    private static int bytes(char c) {
        return c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
    }
}
