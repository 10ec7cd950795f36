package dev.z0.exporter.line;

import java.io.OutputStream;
import java.util.Arrays;

/**
 * Collects lines and hands them on in blocks of whole ones, each block in one write and no larger than what the JVM gives
 * to the operating system at once: so nothing that another thread prints gets into the middle of a line. The buffer is
 * reused.
 */
final class LineBuffer extends OutputStream {
    /** Takes whole lines. */
    interface Sink {
        /** So many lines, in one write. Failures are the sink's business. */
        void write(byte[] bytes, int length, int lines);
    }

    private final Sink sink;
    private byte[] bytes = new byte[16 * 1024];
    private int size;
    private int lineStart;
    private int lines;

    LineBuffer(Sink sink) {
        this.sink = sink;
    }

    @Override
    public void write(int b) {
        reserve(1);
        bytes[size++] = (byte) b;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        reserve(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }

    /** Bytes of the line that is being written. */
    int lineSize() {
        return size - lineStart;
    }

    void endLine() {
        write('\n');
        if (size > JsonLine.MOST_BYTES) {
            handOn(lineStart, lines);
            lines = 0;
        }
        lineStart = size;
        lines++;
    }

    void abandonLine() {
        size = lineStart;
    }

    /** Hands on all lines. */
    @Override
    public void flush() {
        handOn(lineStart, lines);
        lines = 0;
    }

    private void handOn(int end, int count) {
        if (end > 0) {
            sink.write(bytes, end, count);
            System.arraycopy(bytes, end, bytes, 0, size - end);
            size -= end;
            lineStart = 0;
        }
    }
}
