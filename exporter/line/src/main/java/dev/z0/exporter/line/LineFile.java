package dev.z0.exporter.line;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.LongSupplier;

/**
 * A file that lines are appended to, rotated by size and age. Several processes may share it. A file that was moved away
 * or deleted is opened anew, and what was half written when a disk filled up is taken back, so that the file never holds part of a line. For
 * one thread at a time.
 */
final class LineFile {
    private static final long RETRY_MILLIS = 60_000;

    private final Path path;
    private final long mostBytes;
    private final long mostMillis;
    private final RotatedFiles rotated;
    private final LongSupplier clock;

    private FileOutputStream out;
    private Object identity;
    private boolean regular;
    private long size;
    private long bornMillis;
    private long rotatesFrom;

    /** @param mostBytes and {@code mostMillis} 0 for never */
    LineFile(Path path, long mostBytes, long mostMillis, RotatedFiles rotated, LongSupplier clock) {
        this.path = path.toAbsolutePath();
        this.mostBytes = mostBytes;
        this.mostMillis = mostMillis;
        this.rotated = rotated;
        this.clock = clock;
    }

    /** Opens the file, and the directories that lead to it. */
    void open() throws IOException {
        File file = path.toFile();
        if (file.getParentFile() != null) {
            Files.createDirectories(path.getParent());
        }
        out = new FileOutputStream(file, true);
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        regular = attributes.isRegularFile();
        identity = attributes.fileKey();
        size = attributes.size();
        long now = clock.getAsLong();
        bornMillis = size == 0 ? now : Math.min(now, attributes.creationTime().toMillis());
    }

    /** Appends whole lines. Where that fails, none of them is in the file. */
    void write(byte[] bytes, int length) throws IOException {
        long now = clock.getAsLong();
        if (out == null || wasMoved()) {
            close();
            open();
        }
        if (regular && size > 0 && isFull(now, length)) {
            rotate(now);
        }
        try {
            out.write(bytes, 0, length);
            size += length;
        } catch (IOException e) {
            takeBack(length);
            throw e;
        }
    }

    private boolean isFull(long now, int more) {
        return now >= rotatesFrom
                && (mostBytes > 0 && size + more > mostBytes || mostMillis > 0 && now - bornMillis >= mostMillis);
    }

    private void rotate(long now) throws IOException {
        close();
        try {
            rotated.add(path, now);
        } catch (IOException | RuntimeException e) {
            rotatesFrom = now + RETRY_MILLIS; // better too large a file than lines lost
        }
        open();
    }

    /**
     * Asked before each block: what is written into a file that was rotated by another process may be compressed and
     * deleted already. The file may also be longer than this process knows.
     */
    private boolean wasMoved() {
        if (!regular) {
            return false;
        }
        try {
            BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
            size = found.size();
            return found.fileKey() != null && !found.fileKey().equals(identity);
        } catch (IOException e) {
            return true;
        }
    }

    private void takeBack(int attempted) {
        try {
            FileChannel file = out.getChannel();
            // What is longer than that, another process has written.
            if (regular && file.size() - size < attempted) {
                file.truncate(size);
            }
        } catch (IOException e) {
            // then the part of a line stays; the disk is full and more than this is lost
        } finally {
            close();
        }
    }

    void close() {
        if (out != null) {
            try {
                out.close();
            } catch (IOException e) {
                // nothing was buffered
            }
            out = null;
        }
    }
}
