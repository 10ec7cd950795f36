package dev.z0.overhead;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One JVM with one subject, from its start to its end, and what it cost. It is loaded in turns with the others of its
 * round, so that whatever else the machine does meanwhile falls on all of them.
 */
final class Measurement implements AutoCloseable {
    private static final int TURN_SECONDS = 3;

    private final Subject subject;
    private final Options options;
    private final Path output = Files.createTempFile("overhead-", ".log");
    private final Running service;
    private final Map<String, Double> figures = new LinkedHashMap<>();

    /** What is started with which JVM and classes, and how long each part takes, in seconds. */
    record Options(Application application, String java, String classPath, int warmUp, int measure) {
        int turns() {
            return Math.max(1, measure / TURN_SECONDS);
        }
    }

    /** Starts it. */
    Measurement(Subject subject, Options options, Sink sink, int port) throws IOException {
        this.subject = subject;
        this.options = options;
        List<String> arguments = new ArrayList<>();
        if (subject.jar() != null) {
            arguments.add("-javaagent:" + subject.jar());
        }
        arguments.addAll(options.application().launch(port, options.classPath(), sink));
        service = Running.start(options.java(), arguments, subject.environment(), port, output);
    }

    /** Waits for its first answer, and fills it. Answers what it took up to then. */
    Map<String, Double> start() throws IOException, InterruptedException {
        Map<String, Double> started = new LinkedHashMap<>();
        started.put("start s", service.awaitAnswer(options.application().pages().get(0)));
        started.put("start CPU s", cpuSeconds());
        options.application().fill(service);
        return started;
    }

    /** Has the JIT get done with a page, on all cores. */
    void warmUp(String page) throws IOException, InterruptedException {
        service.pin("0,1");
        service.load(page, options.warmUp());
        service.pin("0");
    }

    /** Loads a page for a moment. */
    void turn(String page) throws IOException, InterruptedException {
        double allocated = allocatedKilobytes();
        double cpu = cpuSeconds();
        add(page + " requests", service.load(page, TURN_SECONDS));
        add(page + " CPU µs", (cpuSeconds() - cpu) * 1e6);
        add(page + " KB", allocatedKilobytes() - allocated);
    }

    private void add(String figure, double value) {
        figures.merge(figure, value, Double::sum);
    }

    /** Ends it. Answers all figures by name. */
    Map<String, Double> end() throws IOException, InterruptedException {
        for (String page : options.application().pages()) {
            double requests = figures.remove(page + " requests");
            figures.computeIfPresent(page + " CPU µs", (name, sum) -> sum / requests);
            figures.computeIfPresent(page + " KB", (name, sum) -> sum / requests);
        }
        figures.put("RSS MB", rssMegabytes());
        figures.put("classes", classes());
        service.close();
        if (subject.name().equals("z0")) {
            checkLines();
        }
        return figures;
    }

    /** Ends it, whatever has become of it. */
    @Override
    public void close() throws IOException, InterruptedException {
        service.close();
        Files.deleteIfExists(output);
    }

    private double allocatedKilobytes() throws IOException {
        return Long.parseLong(service.get("/allocated")) / 1024.0;
    }

    private double cpuSeconds() {
        Duration spent = service.process().info().totalCpuDuration().orElse(Duration.ZERO);
        return spent.toNanos() / 1e9;
    }

    private double rssMegabytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(service.process().pid()), "status");
        for (String line : Files.exists(status) ? Files.readAllLines(status) : List.<String>of()) {
            if (line.startsWith("VmRSS:")) {
                return Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024;
            }
        }
        return Double.NaN;
    }

    private double classes() throws IOException, InterruptedException {
        Path jstat = Path.of(options.java()).resolveSibling("jstat");
        Process counter = new ProcessBuilder(
                        jstat.toString(),
                        "-class",
                        Long.toString(service.process().pid()))
                .start();
        String[] lines = new String(counter.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\n");
        counter.waitFor();
        return lines.length < 2
                ? Double.NaN
                : Double.parseDouble(lines[1].trim().split("\\s+")[0]);
    }

    /** z0 promises a line for each request also at full load. */
    private void checkLines() throws IOException {
        long dropped = 0;
        long lines = 0;
        try (BufferedReader reader = Files.newBufferedReader(output, StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.contains("\"kind\":\"request\"")) {
                    lines++;
                } else if (line.contains("\"message\":\"z0 stops\"")) {
                    dropped = Long.parseLong(line.replaceAll(".*\"lines_dropped\":(\\d+).*", "$1"));
                }
            }
        }
        figures.put("lines", (double) lines);
        figures.put("lines dropped", (double) dropped);
    }
}
