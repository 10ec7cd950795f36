package dev.z0.overhead;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One JVM with one subject, from its start to its end, and what it cost. */
final class Measurement {
    private final Subject subject;
    private final Options options;
    private final Sink sink;
    private final Map<String, Double> figures = new LinkedHashMap<>();

    /** What is started with which JVM and classes, and how long each part takes, in seconds. */
    record Options(Application application, String java, String classPath, int warmUp, int measure) {}

    Measurement(Subject subject, Options options, Sink sink) {
        this.subject = subject;
        this.options = options;
        this.sink = sink;
    }

    /** Runs it. Answers the figures by name. */
    Map<String, Double> run() throws IOException, InterruptedException {
        Path output = Files.createTempFile("overhead-", ".log");
        try (Running service = Running.start(options.java(), arguments(), subject.environment(), output)) {
            List<String> pages = options.application().pages();
            figures.put("start s", service.awaitAnswer(pages.get(0)));
            figures.put("start CPU s", cpuSeconds(service));
            options.application().fill(service);
            for (String page : pages) {
                service.pin("0,1"); // so that the JIT gets done
                Load.run(Running.PORT, page, options.warmUp());
                service.pin("0");
                measure(service, page);
            }
            figures.put("RSS MB", rssMegabytes(service));
            figures.put("classes", classes(service));
            if (subject.name().equals("z0")) {
                service.close();
                checkLines(output);
            }
            return figures;
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        if (subject.jar() != null) {
            arguments.add("-javaagent:" + subject.jar());
        }
        arguments.addAll(options.application().launch(options.classPath(), sink));
        return arguments;
    }

    private void measure(Running service, String page) throws IOException, InterruptedException {
        long allocated = Long.parseLong(service.get("/allocated"));
        double cpu = cpuSeconds(service);
        long requests = Load.run(Running.PORT, page, options.measure());
        figures.put(page + " requests/s", (double) requests / options.measure());
        figures.put(page + " CPU µs", (cpuSeconds(service) - cpu) * 1e6 / requests);
        figures.put(page + " KB", (Long.parseLong(service.get("/allocated")) - allocated) / 1024.0 / requests);
    }

    private static double cpuSeconds(Running service) {
        Duration spent = service.process().info().totalCpuDuration().orElse(Duration.ZERO);
        return spent.toNanos() / 1e9;
    }

    private static double rssMegabytes(Running service) throws IOException {
        Path status = Path.of("/proc", Long.toString(service.process().pid()), "status");
        for (String line : Files.exists(status) ? Files.readAllLines(status) : List.<String>of()) {
            if (line.startsWith("VmRSS:")) {
                return Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024;
            }
        }
        return Double.NaN;
    }

    private double classes(Running service) throws IOException, InterruptedException {
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
}
