package dev.z0.exporter.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.record.Request;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineFileTest {
    @TempDir
    Path directory;

    private Path path;
    private long now;

    @BeforeEach
    void name() {
        path = directory.resolve("logs").resolve("lines.log");
        now = Instant.parse("2126-05-10T14:23:11.123Z").toEpochMilli();
    }

    /** Before the directory is deleted, which fails where a file is made in it meanwhile. */
    @AfterEach
    void awaitCompression() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("z0-gzip")) {
                thread.join();
            }
        }
    }

    private LineFile file(long mostBytes, long mostMillis, RotatedFiles rotated) {
        return new LineFile(path, mostBytes, mostMillis, rotated, () -> now);
    }

    private static void write(LineFile file, String lines) throws IOException {
        byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
        file.write(bytes, bytes.length);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(path.getParent())) {
            return files.map(file -> file.getFileName().toString()).sorted().collect(Collectors.toList());
        }
    }

    private static String unzip(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void appendsToWhatIsThere() throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "old\n");
        LineFile file = file(0, 0, new RotatedFiles(2, false));
        write(file, "a\n");
        write(file, "b\n");
        file.close();
        assertEquals("old\na\nb\n", Files.readString(path));
    }

    @Test
    void rotatesBeforeItGetsTooLargeAndKeepsSoMany() throws IOException {
        LineFile file = file(6, 0, new RotatedFiles(2, false));
        for (String line : new String[] {"aa\n", "bb\n", "cc\n", "dd\n", "ee\n", "ff\n", "gg\n", "hh\n"}) {
            write(file, line);
            now += 10;
        }
        file.close();
        assertEquals(3, names().size());
        List<String> contents = new ArrayList<>();
        for (String name : names()) {
            contents.add(Files.readString(path.resolveSibling(name)));
        }
        assertEquals(List.of("gg\nhh\n", "cc\ndd\n", "ee\nff\n"), contents);
        assertEquals("lines.log.21260510T142311163Z", names().get(1));
    }

    @Test
    void rotatesByAge() throws IOException {
        LineFile file = file(0, TimeUnit.HOURS.toMillis(24), new RotatedFiles(2, false));
        write(file, "a\n");
        now += TimeUnit.HOURS.toMillis(24) - 1;
        write(file, "b\n");
        assertEquals(1, names().size());
        now += 1;
        write(file, "c\n");
        assertEquals(2, names().size());
        assertEquals("c\n", Files.readString(path));
        file.close();
    }

    @Test
    void compressesWhatIsRotated() throws Exception {
        RotatedFiles rotated = new RotatedFiles(3, true);
        LineFile file = file(3, 0, rotated);
        Files.createDirectories(path.getParent());
        Path left = path.resolveSibling("lines.log.20260101T000000000Z.gz.part");
        Files.writeString(left, "left by a process that died");
        Path other = path.resolveSibling("lines.log.bak");
        Files.writeString(other, "somebody else's");
        for (String line : new String[] {"a\n", "b\n", "c\n"}) {
            write(file, line);
            now += 10;
            rotated.await();
        }
        file.close();
        rotated.await();
        assertEquals(
                List.of(
                        "lines.log",
                        "lines.log.21260510T142311133Z.gz",
                        "lines.log.21260510T142311143Z.gz",
                        "lines.log.bak"),
                names());
        assertEquals("a\n", unzip(path.resolveSibling(names().get(1))));
        assertEquals("b\n", unzip(path.resolveSibling(names().get(2))));
    }

    @Test
    void rotationsWithinOneMillisecondGetNamesOfTheirOwn() throws IOException {
        LineFile file = file(2, 0, new RotatedFiles(9, false));
        for (int i = 0; i < 4; i++) {
            write(file, "a\n");
        }
        file.close();
        assertEquals(4, names().size());
    }

    @Test
    void opensAnewWhatWasMovedAway() throws IOException {
        LineFile file = file(0, 0, new RotatedFiles(2, false));
        write(file, "a\n");
        Path moved = path.resolveSibling("moved");
        Files.move(path, moved);
        write(file, "c\n");
        assertEquals("a\n", Files.readString(moved));
        assertEquals("c\n", Files.readString(path));
        Files.delete(path);
        write(file, "d\n");
        assertEquals("d\n", Files.readString(path));
        Files.move(path, path.resolveSibling("moved again"));
        Files.writeString(path, "somebody else\n");
        write(file, "e\n");
        assertEquals("somebody else\ne\n", Files.readString(path));
        file.close();
    }

    @Test
    void severalCanWriteToOneFileAndLoseNothing() throws Exception {
        List<RotatedFiles> rotated = List.of(new RotatedFiles(999, true), new RotatedFiles(999, true));
        List<LineFile> files = List.of(file(60, 0, rotated.get(0)), file(60, 0, rotated.get(1)));
        StringBuilder expected = new StringBuilder();
        for (int i = 100; i < 200; i++) {
            write(files.get(i * i / 7 % 2), i + "\n");
            expected.append(i).append('\n');
            now += 1;
        }
        StringBuilder found = new StringBuilder();
        for (RotatedFiles each : rotated) {
            each.await();
        }
        for (String name : names().subList(1, names().size())) {
            Path file = path.resolveSibling(name);
            String content = name.endsWith(".gz") ? unzip(file) : Files.readString(file);
            assertTrue(content.length() <= 60, name);
            found.append(content);
        }
        assertEquals(expected.toString(), found + Files.readString(path));
        files.forEach(LineFile::close);
    }

    @Test
    void aFullDiskLosesLinesAndNothingElse() throws IOException {
        Path full = Path.of("/dev/full");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(full));
        LineFile file = new LineFile(full, 1, 1, new RotatedFiles(1, true), () -> now);
        for (int i = 0; i < 3; i++) {
            assertThrows(IOException.class, () -> write(file, "a\n"));
        }
        assertTrue(Files.exists(full), "what is no regular file is not rotated");
    }

    @Test
    void whatFailsOnceIsTriedAgain() throws IOException {
        Files.createDirectories(path);
        LineFile file = file(0, 0, new RotatedFiles(1, true));
        assertThrows(IOException.class, () -> write(file, "a\n"));
        Files.delete(path);
        write(file, "b\n");
        assertEquals("b\n", Files.readString(path));
        file.close();
    }

    @Test
    void linesGoToTheFileThatTheSettingsName() throws IOException {
        Written written = new Written("Z0_LINE_FILE", path.toString());
        org.junit.jupiter.api.Assertions.assertThrows(
                RuntimeException.class, () -> written.request("GET", "/", 200, () -> {}), "nothing on standard output");
        assertEquals("", written.text());
        assertTrue(Files.readString(path).endsWith("}\n"));
    }

    /** What is left where the settings are these, once there are so many files. */
    private List<String> rotated(int files, String... settings) throws Exception {
        List<String> all = new ArrayList<>(List.of("Z0_LINE_FILE", path.toString()));
        all.addAll(List.of(settings));
        Written written = new Written(all.toArray(new String[0]));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (System.nanoTime() < deadline) {
            Request.start("GET", "/", name -> null).end();
            assertEquals("", written.text());
            if (names().size() >= files) {
                return names();
            }
        }
        throw new AssertionError("never more than " + names());
    }

    @Test
    void filesAreRotatedAsTheSettingsSay() throws Exception {
        List<String> bySize = rotated(3, "Z0_LINE_FILE_MAX_BYTES", "1KB", "Z0_LINE_FILE_COMPRESS", "false");
        assertTrue(bySize.stream().noneMatch(name -> name.endsWith(".gz")), bySize::toString);
        for (String name : bySize) {
            assertTrue(Files.size(path.resolveSibling(name)) <= 1024, name);
        }
    }

    @Test
    void filesAreRotatedByTheAgeThatIsSet() throws Exception {
        rotated(2, "Z0_LINE_FILE_MAX_AGE", "1ms", "Z0_LINE_FILE_MAX_BYTES", "0");
    }

    @Test
    void soManyFilesAreKeptAsTheSettingsSay() throws Exception {
        String[] settings = {"Z0_LINE_FILE_MAX_BYTES", "1", "Z0_LINE_FILE_KEEP", "2", "Z0_LINE_FILE_COMPRESS", "false"};
        String first = rotated(3, settings).get(1);
        for (String oldest = first; oldest.equals(first); oldest = names().get(1)) {
            assertEquals(3, rotated(3, settings).size());
        }
    }

    @Test
    void rotatedFilesAreCompressedUnlessTheSettingsSayOtherwise() throws Exception {
        List<String> found = rotated(2, "Z0_LINE_FILE_MAX_BYTES", "1");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (found.stream().noneMatch(name -> name.endsWith("Z.gz")) && System.nanoTime() < deadline) {
            found = rotated(2, "Z0_LINE_FILE_MAX_BYTES", "1");
        }
        assertTrue(found.stream().anyMatch(name -> name.endsWith("Z.gz")), found::toString);
    }

    @Test
    void aFileThatCannotBeOpenedGivesWayToStandardOutput() throws IOException {
        Path plain = directory.resolve("plain");
        Files.writeString(plain, "");
        Written written = new Written("Z0_LINE_FILE", plain.resolve("lines.log").toString());
        written.request("GET", "/", 200, () -> {});
        assertEquals(2, written.lines().size());
        assertEquals("warn", written.lines().get(0).get("level").asText());
        String message = written.lines().get(0).get("message").asText();
        assertTrue(message.startsWith("Z0_LINE_FILE cannot be written"), message);
        assertFalse(Files.readString(plain).contains("{"));
    }
}
