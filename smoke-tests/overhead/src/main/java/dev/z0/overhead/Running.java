package dev.z0.overhead;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM that serves on a port, pinned to one core where that is possible. Closing it ends it in order. */
final class Running implements AutoCloseable {
    private static final boolean PINNED = Files.isExecutable(Path.of("/usr/bin/taskset"));

    private final long started = System.nanoTime();
    private final Process process;
    private final int port;

    private Running(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts {@code java} with these options, which name the port; what it prints goes to a file. */
    static Running start(String java, List<String> options, Map<String, String> environment, int port, Path output)
            throws IOException {
        List<String> command = new ArrayList<>();
        if (PINNED) {
            command.addAll(List.of("taskset", "-c", "0"));
        }
        command.addAll(List.of(java, "-XX:+UseSerialGC", "-Xms512m", "-Xmx512m", "-XX:ActiveProcessorCount=2"));
        command.addAll(options);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().putAll(environment);
        return new Running(builder.start(), port);
    }

    Process process() {
        return process;
    }

    /** Lets it use these cores from now on. */
    void pin(String cores) throws IOException, InterruptedException {
        if (PINNED) {
            new ProcessBuilder("taskset", "-apc", cores, Long.toString(process.pid()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
    }

    /** Waits for the first answer. Answers how many seconds it took from the start. */
    double awaitAnswer(String page) throws InterruptedException {
        for (int i = 0; i < 12_000 && process.isAlive(); i++) {
            try {
                get(page);
                return (System.nanoTime() - started) / 1e9;
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
        }
        throw new IllegalStateException(page + " gives no answer");
    }

    /** Has clients ask for a page for so many seconds. Answers how often they were answered. */
    long load(String page, int seconds) throws InterruptedException {
        return Load.run(port, page, seconds);
    }

    String get(String page) throws IOException {
        return read(open(page));
    }

    void post(String page, String json) throws IOException {
        HttpURLConnection connection = open(page);
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.getOutputStream().write(json.getBytes(StandardCharsets.UTF_8));
        read(connection);
    }

    private HttpURLConnection open(String page) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + page).toURL().openConnection();
        connection.setConnectTimeout(1_000);
        return connection;
    }

    private static String read(HttpURLConnection connection) throws IOException {
        try (InputStream body = connection.getInputStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
        }
    }
}
