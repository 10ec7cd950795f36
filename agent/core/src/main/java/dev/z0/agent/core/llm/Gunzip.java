package dev.z0.agent.core.llm;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses gzip in pieces. Bytes that do not start as gzip are passed on as they are: some clients show the header of
 * what was sent with the bytes they have decompressed themselves.
 *
 * <p>Gives up quietly on what HTTP servers do not send (optional header fields, a second member), on damage, and after
 * 64 MiB of output, which bounds the work that a small hostile body can cause.
 */
final class Gunzip implements ByteSink {
    private static final long MAX_OUTPUT = 64L << 20;
    private static final int HEADER = 10;
    private static final byte[] NOTHING = {};

    private final ByteSink next;
    private final byte[] output = new byte[1024];
    private final Inflater inflater = new Inflater(true);
    private int position;
    private boolean plain;
    private boolean over;

    Gunzip(ByteSink next) {
        this.next = next;
    }

    /** Synchronized with {@link #close}, because a call may be cancelled from another thread while bytes arrive. */
    @Override
    public synchronized void accept(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && position < HEADER && !plain && !over) {
            plain = position == 0 && bytes[i] != 0x1f;
            if (!plain) {
                over = !isHeader(position++, bytes[i++]);
            }
        }
        if (plain) {
            next.accept(bytes, i, to);
        } else if (!over && i < to) {
            inflate(bytes, i, to);
        }
    }

    private static boolean isHeader(int position, byte b) {
        switch (position) {
            case 1:
                return b == (byte) 0x8b;
            case 2:
                return b == 8;
            case 3:
                return b == 0; // no optional fields
            default:
                return true;
        }
    }

    private void inflate(byte[] bytes, int from, int to) {
        inflater.setInput(bytes, from, to - from);
        try {
            int n;
            while (!over && (n = inflater.inflate(output)) > 0) {
                next.accept(output, 0, n);
                over = inflater.getBytesWritten() > MAX_OUTPUT;
            }
        } catch (DataFormatException e) {
            over = true;
        }
        Arrays.fill(output, (byte) 0);
        inflater.setInput(NOTHING);
        if (over || inflater.finished()) {
            close();
        }
    }

    /** Frees what lies outside the heap; later bytes are ignored. */
    synchronized void close() {
        over = true;
        inflater.end();
    }
}
