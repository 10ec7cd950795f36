package dev.z0.agent.core.redact;

/** Something to hide: its kind, where it starts and where it ends, packed into a long so that looking allocates nothing. */
final class Found {
    static final long NONE = 0;

    static final int NOTHING = 0;
    static final int EMAIL = 1;
    static final int PHONE = 2;
    static final int CARD = 3;
    static final int IBAN = 4;
    static final int JWT = 5;
    static final int TOKEN = 6;
    static final int KEY = 7;
    static final int PASSWORD = 8;

    private static final String[] NAMES = {"", "email", "phone", "card", "iban", "jwt", "token", "key", "password"};
    private static final int BITS = 28;
    private static final int MASK = (1 << BITS) - 1;

    private Found() {}

    static long of(int kind, int from, int to) {
        return (long) kind << 2 * BITS | (long) from << BITS | to;
    }

    static String kind(long found) {
        return NAMES[(int) (found >>> 2 * BITS)];
    }

    static int from(long found) {
        return (int) (found >>> BITS) & MASK;
    }

    static int to(long found) {
        return (int) found & MASK;
    }
}
