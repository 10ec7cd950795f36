package dev.z0.exporter.line;

import dev.z0.agent.core.support.Z0Thread;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * The line files that are full: {@code lines.log.20260510T142311123Z}, compressed as {@code ….gz} by a thread of its own,
 * the oldest deleted so that only so many stay.
 */
final class RotatedFiles {
    private static final String GZ = ".gz";
    private static final String PART = ".part";

    private final int keep;
    private final boolean compress;
    private volatile Thread cleaner;

    RotatedFiles(int keep, boolean compress) {
        this.keep = keep;
        this.compress = compress;
    }

    /** Moves a full file out of the way. */
    void add(Path file, long epochMillis) throws IOException {
        long millis = epochMillis;
        Path to = name(file, millis);
        while (Files.exists(to) || Files.exists(to.resolveSibling(to.getFileName() + GZ))) {
            to = name(file, ++millis);
        }
        Files.move(file, to, StandardCopyOption.ATOMIC_MOVE);
        deleteOldest(file);
        Thread last = cleaner;
        if (compress && (last == null || !last.isAlive())) {
            cleaner = new Z0Thread("z0-gzip", () -> compress(file));
            cleaner.setPriority(Thread.MIN_PRIORITY);
            cleaner.start();
        }
    }

    private static Path name(Path file, long epochMillis) {
        char[] time = new char[Timestamp.LENGTH];
        Timestamp.write(epochMillis, time);
        StringBuilder name = new StringBuilder(file.getFileName().toString()).append('.');
        for (char c : time) {
            if (c != '-' && c != ':' && c != '.') {
                name.append(c);
            }
        }
        return file.resolveSibling(name.toString());
    }

    /** Waits until nothing is being compressed. */
    void await() throws InterruptedException {
        Thread last = cleaner;
        if (last != null) {
            last.join();
        }
    }

    private void deleteOldest(Path file) {
        List<Path> all = find(file, false);
        for (int i = 0; i < all.size() - keep; i++) {
            delete(all.get(i));
        }
    }

    /** Rotated files of this one, the oldest first; with what a process that died left of a compressed one, or without. */
    private static List<Path> find(Path file, boolean parts) {
        List<Path> found = new ArrayList<>();
        String prefix = file.getFileName() + ".";
        try (DirectoryStream<Path> directory = Files.newDirectoryStream(file.getParent())) {
            for (Path path : directory) {
                String name = path.getFileName().toString();
                if (name.startsWith(prefix) && isTime(name.substring(prefix.length()), parts)) {
                    found.add(path);
                }
            }
        } catch (IOException | RuntimeException e) {
            return Collections.emptyList();
        }
        Collections.sort(found);
        return found;
    }

    /** {@code 20260510T142311123Z}, {@code ….gz}, and if asked for {@code ….gz.part}. */
    private static boolean isTime(String suffix, boolean parts) {
        int length = Timestamp.LENGTH - 5;
        if (suffix.length() < length || suffix.charAt(8) != 'T' || suffix.charAt(length - 1) != 'Z') {
            return false;
        }
        for (int i = 0; i < length - 1; i++) {
            if (i != 8 && (suffix.charAt(i) < '0' || suffix.charAt(i) > '9')) {
                return false;
            }
        }
        String rest = suffix.substring(length);
        return rest.isEmpty() || rest.equals(GZ) || parts && rest.equals(GZ + PART);
    }

    private void compress(Path file) {
        for (Path path : find(file, true)) {
            String name = path.getFileName().toString();
            if (name.endsWith(PART)) {
                deleteLeft(path);
            } else if (!name.endsWith(GZ)) {
                compressOne(path);
            }
        }
        deleteOldest(file);
    }

    /** What is compressed at present still has its plain file; and one that was given up is begun anew. */
    private static void deleteLeft(Path part) {
        String name = part.getFileName().toString();
        if (!Files.exists(part.resolveSibling(name.substring(0, name.length() - GZ.length() - PART.length())))) {
            delete(part);
        }
    }

    /** Under a lock on the plain file, since another process may write to the same file and rotate it, too. */
    private static void compressOne(Path plain) {
        try (FileChannel channel = FileChannel.open(plain, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                compress(channel, plain);
            }
        } catch (IOException | RuntimeException e) {
            // deleted meanwhile, or no place for a lock: the plain file will do
        }
    }

    private static void compress(FileChannel channel, Path plain) {
        Path part = plain.resolveSibling(plain.getFileName() + GZ + PART);
        try {
            InputStream in = Channels.newInputStream(channel); // closed by who opened it, with the lock
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(part), 64 * 1024)) {
                byte[] block = new byte[64 * 1024];
                for (int read = in.read(block); read >= 0; read = in.read(block)) {
                    out.write(block, 0, read);
                }
            }
            Files.move(part, plain.resolveSibling(plain.getFileName() + GZ), StandardCopyOption.ATOMIC_MOVE);
            delete(plain);
        } catch (IOException | RuntimeException e) {
            delete(part); // a full disk, or deleted for being the oldest: the plain file will do
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException | RuntimeException e) {
            // tried again at the next rotation
        }
    }
}
