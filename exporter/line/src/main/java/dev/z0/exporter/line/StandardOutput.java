package dev.z0.exporter.line;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Standard output, as z0's lines share it with what the application prints. An application's line comes in several
 * writes: {@code println} before Java 17 writes the line's end apart, and what is longer than a buffer, such as a stack
 * trace, comes in pieces. So the streams below {@code System.out} and {@code System.err} tell here whether they are in
 * the middle of a line, and z0 waits for its end; where that doesn't come soon, as after a prompt, z0 begins on a line of
 * its own. What the application writes past {@code System.out} isn't seen.
 *
 * <p>Standard error counts where it goes to the same file, pipe or terminal. Safe for use by several threads.
 */
public final class StandardOutput extends OutputStream {
    private static final long MOST_WAITED_MILLIS = 50;
    private static final int MOST_FILTERS = 10;

    private final FileOutputStream out;
    private final long mostWaitedNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition lineEnded = lock.newCondition();
    /** A bit for each of the application's streams that is in the middle of a line. Guarded by the lock. */
    private int open;

    /** Where {@code out} leads. */
    public StandardOutput(FileOutputStream out) {
        this(out, MOST_WAITED_MILLIS);
    }

    StandardOutput(FileOutputStream out, long mostWaitedMillis) {
        this.out = out;
        this.mostWaitedNanos = TimeUnit.MILLISECONDS.toNanos(mostWaitedMillis);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /** Writes whole lines. */
    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        lock.lock();
        try {
            awaitLineEnd();
            if (open != 0) {
                out.write('\n');
                open = 0;
            }
            out.write(bytes, offset, length);
        } finally {
            lock.unlock();
        }
    }

    private void awaitLineEnd() {
        long left = mostWaitedNanos;
        try {
            while (open != 0 && left > 0) {
                left = lineEnded.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * From here on these streams of the application's, {@code System.out} and {@code System.err}, tell where their lines
     * end. Where they can't be reached, z0 writes whenever it has something to write. Called once, before lines are written
     * and before the application prints.
     */
    public void share(PrintStream... application) {
        try {
            Field inner = FilterOutputStream.class.getDeclaredField("out");
            inner.setAccessible(true);
            for (int i = 0; i < application.length; i++) {
                share(application[i], inner, 1 << i);
            }
        } catch (ReflectiveOperationException | IOException | RuntimeException e) {
            // as it is without
        }
    }

    private void share(OutputStream outermost, Field inner, int bit) throws ReflectiveOperationException, IOException {
        OutputStream stream = outermost;
        for (int i = 0; i < MOST_FILTERS && stream instanceof FilterOutputStream; i++) {
            OutputStream next = (OutputStream) inner.get(stream);
            if (next instanceof FileOutputStream && leadsHere((FileOutputStream) next)) {
                inner.set(stream, new Application((FileOutputStream) next, bit));
                return;
            }
            stream = next;
        }
    }

    private boolean leadsHere(FileOutputStream stream) throws IOException {
        return stream.getFD() == out.getFD()
                || stream.getFD() == FileDescriptor.err && target(1).equals(target(2));
    }

    private static Path target(int descriptor) throws IOException {
        return Files.readSymbolicLink(Paths.get("/proc/self/fd/" + descriptor));
    }

    /** Below one of the application's streams. */
    private final class Application extends OutputStream {
        private final FileOutputStream file;
        private final int bit;

        Application(FileOutputStream file, int bit) {
            this.file = file;
            this.bit = bit;
        }

        @Override
        public void write(int b) throws IOException {
            lock.lock();
            try {
                file.write(b);
                wrote((byte) b);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            lock.lock();
            try {
                file.write(bytes, offset, length);
                if (length > 0) {
                    wrote(bytes[offset + length - 1]);
                }
            } finally {
                lock.unlock();
            }
        }

        private void wrote(byte last) {
            open = last == '\n' ? open & ~bit : open | bit;
            if (open == 0) {
                lineEnded.signal();
            }
        }

        @Override
        public void flush() throws IOException {
            file.flush();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
