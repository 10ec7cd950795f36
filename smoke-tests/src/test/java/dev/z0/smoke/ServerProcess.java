package dev.z0.smoke;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** A JVM that serves; its standard output and error go to files. Closing it ends it, whatever happened. */
final class ServerProcess implements AutoCloseable {
    /** How the ids of requests begin that only ask whether the server is up. */
    static final String READY = "ready-";

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Path RUN = Path.of(System.getProperty("z0.smoke.run", "target/run"));

    private final Process process;
    private final Path directory;
    private final URI base;

    private ServerProcess(Process process, Path directory, URI base) {
        this.process = process;
        this.directory = directory;
        this.base = base;
    }

    /** An empty folder of that name for one run. */
    static Path directory(String name) {
        Path directory = RUN.resolve(name.replaceAll("[^A-Za-z0-9.-]+", "-"));
        try {
            Trees.delete(directory);
            return Files.createDirectories(directory).toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One that nothing else is given before the server that it is for has started: those that the system gives to whoever
     * asks for any are higher.
     */
    static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 30_000);
            try (ServerSocket free = new ServerSocket(port)) {
                return free.getLocalPort();
            } catch (IOException e) {
                continue; // somebody listens there
            }
        }
    }

    /**
     * Starts a command.
     *
     * @param base where it serves, null where it does not
     */
    static ServerProcess start(Path directory, URI base, List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(directory.resolve("stdout").toFile())
                .redirectError(directory.resolve("stderr").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("Z0_") || name.startsWith("OTEL_"));
        builder.environment().putAll(environment);
        try {
            return new ServerProcess(builder.start(), directory, base);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the path answers with 200. */
    ServerProcess awaitReady(String path) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (int attempt = 0; System.nanoTime() < end; attempt++) {
            if (!process.isAlive()) {
                throw new IllegalStateException("exited with " + process.exitValue() + "; see " + directory);
            }
            if (answers(path, attempt)) {
                return this;
            }
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
        throw new IllegalStateException(path + " does not answer; see " + directory);
    }

    /** Waits until the process has printed a text. */
    void awaitOutput(String text) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!printed().contains(text)) {
            if (System.nanoTime() > end || process.waitFor(50, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("never printed \"" + text + "\"; see " + directory);
            }
        }
    }

    private boolean answers(String path, int attempt) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(base + path).toURL().openConnection();
            connection.setRequestProperty("X-Request-Id", READY + attempt);
            connection.setReadTimeout((int) PATIENCE.toMillis());
            int status = connection.getResponseCode();
            connection.disconnect();
            return status == 200;
        } catch (IOException e) {
            return false;
        }
    }

    URI base() {
        return base;
    }

    Path directory() {
        return directory;
    }

    long pid() {
        return process.pid();
    }

    /** CPU time that the process has used so far. */
    long cpuMillis() {
        return process.info().totalCpuDuration().orElseThrow().toMillis();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the end that comes by itself. */
    int awaitExit() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("does not end; see " + directory);
        }
        return process.exitValue();
    }

    /** Sends TERM, waits for the end and returns what the process left on standard output. */
    Lines stop() throws InterruptedException {
        process.destroy();
        awaitExit();
        return output();
    }

    /** Standard output so far. */
    Lines output() {
        return Lines.of(printed());
    }

    String printed() {
        return read("stdout");
    }

    String errorOutput() {
        return read("stderr");
    }

    private String read(String file) {
        try {
            return Files.readString(directory.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
