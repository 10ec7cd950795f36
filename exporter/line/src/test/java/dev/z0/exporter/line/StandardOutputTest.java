package dev.z0.exporter.line;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandardOutputTest {
    /** Longer than any machine takes for anything here. */
    private static final long PATIENT = 600_000;

    @TempDir
    Path folder;

    private FileOutputStream file;
    private PrintStream application;
    private StandardOutput z0;

    @BeforeEach
    void open() throws IOException {
        file = new FileOutputStream(folder.resolve("out").toFile());
        application = print(file);
        z0 = new StandardOutput(new FileOutputStream(file.getFD()), PATIENT);
        z0.share(application);
    }

    private static PrintStream print(FileOutputStream to) {
        return new PrintStream(new BufferedOutputStream(to), true, StandardCharsets.UTF_8);
    }

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void waitsForTheEndOfTheApplicationsLine() throws Exception {
        application.print("begun ");
        Thread writer = new Thread(() -> line("z0"));
        writer.start();
        while (writer.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        application.print("and ended\nnext\n");
        writer.join();
        line("last");
        assertEquals("begun and ended\nnext\nz0\nlast\n", written());
    }

    @Test
    void beginsOnALineOfItsOwnBehindAPrompt() throws Exception {
        application = print(file);
        z0 = new StandardOutput(new FileOutputStream(file.getFD()));
        z0.share(application);
        line("first");
        application.print("name? ");
        line("z0");
        line("more");
        application.print("x");
        application.println();
        line("last");
        assertEquals("first\nname? \nz0\nmore\nx\nlast\n", written());
    }

    @Test
    void keepsWhatTheApplicationWritesInPieces() throws Exception {
        line("first");
        String longer = "x".repeat(50_000);
        Thread printer = new Thread(() -> {
            for (int i = 0; i < 200; i++) {
                application.print(longer);
                application.println();
            }
        });
        printer.start();
        int lines = 1;
        while (printer.isAlive()) {
            line("z0");
            lines++;
        }
        printer.join();
        String[] written = written().split("\n");
        assertEquals(200 + lines, written.length);
        for (String line : written) {
            assertEquals(line.startsWith("x") ? longer : line.equals("z0") ? "z0" : "first", line);
        }
    }

    @Test
    void streamsThatLeadElsewhereDoNotMatter() throws Exception {
        try (FileOutputStream elsewhere =
                new FileOutputStream(folder.resolve("elsewhere").toFile())) {
            PrintStream other = new PrintStream(elsewhere, true, StandardCharsets.UTF_8);
            z0 = new StandardOutput(new FileOutputStream(file.getFD()), PATIENT);
            z0.share(other);
            line("first");
            other.print("begun");
            line("second");
        }
        assertEquals("first\nsecond\n", written());
    }

    private void line(String text) {
        try {
            z0.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String written() throws IOException {
        return Files.readString(folder.resolve("out"));
    }
}
