package dev.z0.agent.core.llm;

import java.nio.charset.StandardCharsets;

/**
 * AWS event stream frames ({@code application/vnd.amazon.eventstream}): two lengths and a checksum, typed headers, payload,
 * checksum; all big-endian. Checksums are the client's to verify; lengths that cannot be end the reading.
 */
final class EventStreamFrames implements ByteSink {
    /** What takes the frames. */
    interface Frames {
        void frame();

        void exception(String type);

        void payload(byte[] bytes, int from, int to);
    }

    private static final int PRELUDE = 12;
    private static final int CHECKSUM = 4;
    private static final int MAX_FRAME = 24 << 20;
    private static final int STRING = 7;
    private static final byte[] EXCEPTION = ":exception-type".getBytes(StandardCharsets.US_ASCII);
    /** Bytes that follow each value type; -1: a two-byte length and that many. */
    private static final int[] VALUE_LENGTHS = {0, 0, 1, 2, 4, 8, -1, -1, 8, 16};

    private final Frames frames;
    private final byte[] headers = new byte[256]; // real ones take about 100; of more, nothing is read
    private long lengths;
    private int headersEnd;
    private int payloadEnd;
    private int end = PRELUDE;
    private int position;

    EventStreamFrames(Frames frames) {
        this.frames = frames;
    }

    @Override
    public void accept(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && end > 0) {
            int n = 1;
            if (position < PRELUDE) {
                prelude(bytes[i]);
            } else if (position < headersEnd) {
                n = Math.min(to - i, headersEnd - position);
                int at = position - PRELUDE;
                int room = Math.min(n, headers.length - at);
                if (room > 0) {
                    System.arraycopy(bytes, i, headers, at, room);
                }
                if (position + n == headersEnd) {
                    readHeaders(headersEnd - PRELUDE);
                }
            } else if (position < payloadEnd) {
                n = Math.min(to - i, payloadEnd - position);
                frames.payload(bytes, i, i + n);
            }
            i += n;
            position += n;
            if (position == end) {
                position = 0;
                end = PRELUDE;
            }
        }
    }

    private void prelude(byte b) {
        if (position < 8) {
            lengths = lengths << 8 | b & 0xff;
        } else if (position == PRELUDE - 1) {
            int total = (int) (lengths >>> 32);
            int headersLength = (int) lengths;
            boolean possible = total <= MAX_FRAME && headersLength >= 0 && headersLength <= total - PRELUDE - CHECKSUM;
            headersEnd = PRELUDE + headersLength;
            payloadEnd = total - CHECKSUM;
            end = possible ? total : 0;
            frames.frame();
        }
    }

    private void readHeaders(int length) {
        int i = 0;
        while (length <= headers.length && i < length) {
            int name = i + 1;
            int type = name + (headers[i] & 0xff);
            if (type >= length || headers[type] < 0 || headers[type] >= VALUE_LENGTHS.length) {
                return;
            }
            int value = type + 1;
            int size = VALUE_LENGTHS[headers[type]];
            if (size < 0) {
                if (value + 2 > length) {
                    return;
                }
                size = (headers[value] & 0xff) << 8 | headers[value + 1] & 0xff;
                value += 2;
            }
            if (value + size > length) {
                return;
            }
            if (headers[type] == STRING && matches(name, type, EXCEPTION)) {
                frames.exception(new String(headers, value, size, StandardCharsets.US_ASCII));
            }
            i = value + size;
        }
    }

    private boolean matches(int from, int to, byte[] name) {
        if (to - from != name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (headers[from + i] != name[i]) {
                return false;
            }
        }
        return true;
    }
}
