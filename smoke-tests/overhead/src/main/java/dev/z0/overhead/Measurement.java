package dev.z0.overhead;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One JVM with one subject, from its start to its end, and what it cost. */
final class Measurement {
    private static final int PORT = 18099;

    private final Subject subject;
    private final Options options;
    private final Sink sink;
    private final Map<String, Double> figures = new LinkedHashMap<>();

    /** How long each part takes, in seconds, and where the service's classes and the JVM are. */
    record Options(String java, String classPath, int warmUp, int measure, boolean pinned) {}

    Measurement(Subject subject, Options options, Sink sink) {
        this.subject = subject;
        this.options = options;
        this.sink = sink;
    }

    /** Runs it. Answers the figures by name. */
    Map<String, Double> run() throws IOException, InterruptedException {
        Path output = Files.createTempFile("overhead-", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command()).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().putAll(subject.environment());
        long started = System.nanoTime();
        Process service = builder.start();
        try {
            awaitAnswer(service);
            figures.put("start s", (System.nanoTime() - started) / 1e9);
            figures.put("start CPU s", cpuSeconds(service));
            for (String page : List.of("/work", "/empty")) {
                pin(service, "0,1"); // so that the JIT gets done
                Load.run(PORT, page, options.warmUp());
                pin(service, "0");
                measure(service, page);
            }
            figures.put("RSS MB", rssMegabytes(service));
            figures.put("classes", classes(service));
            if (subject.name().equals("z0")) {
                stop(service);
                checkLines(output);
            }
            return figures;
        } finally {
            stop(service);
            Files.deleteIfExists(output);
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        if (options.pinned()) {
            command.addAll(List.of("taskset", "-c", "0"));
        }
        command.addAll(
                List.of(options.java(), "-XX:+UseSerialGC", "-Xms512m", "-Xmx512m", "-XX:ActiveProcessorCount=2"));
        if (subject.jar() != null) {
            command.add("-javaagent:" + subject.jar());
        }
        command.addAll(List.of(
                "-cp", options.classPath(), "dev.z0.overhead.service.Service", "" + PORT, sink.url() + "/stub"));
        return command;
    }

    private void pin(Process service, String cores) throws IOException, InterruptedException {
        if (options.pinned()) {
            new ProcessBuilder("taskset", "-apc", cores, Long.toString(service.pid()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
    }

    private void awaitAnswer(Process service) throws InterruptedException {
        for (int i = 0; i < 12_000 && service.isAlive(); i++) {
            try {
                get("/work");
                return;
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
        }
        throw new IllegalStateException(subject.name() + " gives no answer");
    }

    private void measure(Process service, String page) throws IOException, InterruptedException {
        long allocated = Long.parseLong(get("/allocated"));
        double cpu = cpuSeconds(service);
        long requests = Load.run(PORT, page, options.measure());
        figures.put(page + " requests/s", (double) requests / options.measure());
        figures.put(page + " CPU µs", (cpuSeconds(service) - cpu) * 1e6 / requests);
        figures.put(page + " KB", (Long.parseLong(get("/allocated")) - allocated) / 1024.0 / requests);
    }

    private static String get(String page) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + PORT + page).toURL().openConnection();
        connection.setConnectTimeout(1_000);
        try (java.io.InputStream body = connection.getInputStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static double cpuSeconds(Process service) {
        Duration spent = service.info().totalCpuDuration().orElse(Duration.ZERO);
        return spent.toNanos() / 1e9;
    }

    private static double rssMegabytes(Process service) throws IOException {
        Path status = Path.of("/proc", Long.toString(service.pid()), "status");
        for (String line : Files.exists(status) ? Files.readAllLines(status) : List.<String>of()) {
            if (line.startsWith("VmRSS:")) {
                return Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024;
            }
        }
        return Double.NaN;
    }

    private double classes(Process service) throws IOException, InterruptedException {
        Path jstat = Path.of(options.java()).resolveSibling("jstat");
        Process counter = new ProcessBuilder(jstat.toString(), "-class", Long.toString(service.pid())).start();
        String[] lines = new String(counter.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\n");
        counter.waitFor();
        return lines.length < 2
                ? Double.NaN
                : Double.parseDouble(lines[1].trim().split("\\s+")[0]);
    }

    /** z0 promises a line for each request also at full load. */
    private void checkLines(Path output) throws IOException {
        long dropped = 0;
        long lines = 0;
        for (String line : Files.readAllLines(output)) {
            if (line.contains("\"kind\":\"request\"")) {
                lines++;
            } else if (line.contains("\"message\":\"z0 stops\"")) {
                dropped = Long.parseLong(line.replaceAll(".*\"lines_dropped\":(\\d+).*", "$1"));
            }
        }
        figures.put("lines", (double) lines);
        figures.put("lines dropped", (double) dropped);
    }

    private static void stop(Process service) throws InterruptedException {
        service.destroy();
        if (!service.waitFor(20, TimeUnit.SECONDS)) {
            service.destroyForcibly().waitFor();
        }
    }
}
