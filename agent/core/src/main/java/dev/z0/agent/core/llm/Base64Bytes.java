package dev.z0.agent.core.llm;

/** Decodes base64 in pieces, and passes on three bytes at a time; whatever is not of the alphabet is passed over. */
final class Base64Bytes implements ByteSink {
    private final ByteSink next;
    private final byte[] group = new byte[3];
    private int bits;
    private int digits;

    Base64Bytes(ByteSink next) {
        this.next = next;
    }

    void reset() {
        bits = 0;
        digits = 0;
    }

    @Override
    public void accept(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            int digit = digit(bytes[i]);
            if (digit >= 0) {
                bits = bits << 6 | digit;
                digits++;
            }
            if (digits == 4 || bytes[i] == '=' && digits > 1) {
                flush();
            }
        }
    }

    private void flush() {
        int length = digits - 1;
        int aligned = bits << 6 * (4 - digits);
        group[0] = (byte) (aligned >> 16);
        group[1] = (byte) (aligned >> 8);
        group[2] = (byte) aligned;
        reset();
        next.accept(group, 0, length);
    }

    private static int digit(byte c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return c == '+' ? 62 : c == '/' ? 63 : -1;
    }
}
