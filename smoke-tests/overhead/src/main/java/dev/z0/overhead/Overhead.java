package dev.z0.overhead;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures what agents add to a small service, side by side: all of them in each round, on one core, the load on another.
 * Prints medians of the differences to the service alone in the same round, and z0's as a share of the best other agent.
 */
public final class Overhead {
    private static final int FIRST_PORT = 18099;

    private Overhead() {}

    /** Arguments: the application, z0's jar, the folder of the other agents, rounds, seconds of warm-up, of measuring. */
    public static void main(String[] args) throws Exception {
        PrintStream out =
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
        Application application = Application.valueOf(args[0].toUpperCase(Locale.ROOT));
        Measurement.Options options = new Measurement.Options(
                application,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                System.getProperty("java.class.path"),
                Integer.parseInt(args[4]),
                Integer.parseInt(args[5]));
        Map<String, List<Map<String, Double>>> rounds = new LinkedHashMap<>();
        try (Sink sink = new Sink()) {
            List<Subject> subjects = Subject.all(Path.of(args[1]), Path.of(args[2]), sink);
            for (int round = 1; round <= Integer.parseInt(args[3]); round++) {
                Map<Subject, Map<String, Double>> figures = round(subjects, options, sink);
                for (Subject subject : subjects) {
                    rounds.computeIfAbsent(subject.name(), name -> new ArrayList<>())
                            .add(figures.get(subject));
                    out.printf("round %d, %s: %s%n", round, subject.name(), figures.get(subject));
                }
            }
            print(figures(application), subjects, rounds, out);
        }
    }

    /** The start of each alone; then all of them beside each other, in turns. */
    private static Map<Subject, Map<String, Double>> round(
            List<Subject> subjects, Measurement.Options options, Sink sink) throws IOException, InterruptedException {
        Map<Subject, Map<String, Double>> figures = new LinkedHashMap<>();
        for (Subject subject : subjects) {
            try (Measurement alone = new Measurement(subject, options, sink, FIRST_PORT)) {
                figures.put(subject, alone.start());
            }
        }
        Map<Subject, Measurement> running = new LinkedHashMap<>();
        try {
            for (Subject subject : subjects) {
                running.put(subject, new Measurement(subject, options, sink, FIRST_PORT + running.size()));
                running.get(subject).start();
            }
            for (String page : options.application().pages()) {
                for (Measurement one : running.values()) {
                    one.warmUp(page);
                }
                for (int turn = 0; turn < options.turns(); turn++) {
                    for (Measurement one : running.values()) {
                        one.turn(page);
                    }
                }
            }
            for (Subject subject : subjects) {
                figures.get(subject).putAll(running.get(subject).end());
            }
        } finally {
            for (Measurement one : running.values()) {
                one.close();
            }
        }
        return figures;
    }

    private static List<String> figures(Application application) {
        List<String> figures = new ArrayList<>(List.of("start s", "start CPU s"));
        for (String page : application.pages()) {
            figures.addAll(List.of(page + " CPU µs", page + " KB"));
        }
        figures.addAll(List.of("RSS MB", "classes"));
        return figures;
    }

    private static void print(
            List<String> figures,
            List<Subject> subjects,
            Map<String, List<Map<String, Double>>> rounds,
            PrintStream out)
            throws IOException {
        out.println();
        out.println("| added by | jar MB | " + String.join(" | ", figures) + " |");
        out.println("|---|---:|" + "---:|".repeat(figures.size()));
        Map<String, double[]> table = new LinkedHashMap<>();
        for (Subject subject : subjects) {
            if (subject.jar() == null) {
                continue;
            }
            double[] row = new double[figures.size()];
            for (int i = 0; i < figures.size(); i++) {
                row[i] = added(rounds.get("none"), rounds.get(subject.name()), figures.get(i));
            }
            table.put(subject.name(), row);
            StringBuilder line =
                    new StringBuilder(String.format("| %s | %.1f", subject.name(), Files.size(subject.jar()) / 1e6));
            for (double value : row) {
                line.append(String.format(Math.abs(value) < 50 ? " | %.2f" : " | %.0f", value));
            }
            out.println(line.append(" |"));
        }
        double[] own = table.remove("z0");
        StringBuilder line = new StringBuilder("| z0 / best other | ");
        for (int i = 0; i < own.length; i++) {
            int figure = i;
            double best = table.values().stream()
                    .mapToDouble(row -> row[figure])
                    .min()
                    .orElse(Double.NaN);
            line.append(String.format(" | %.2f", own[i] / best));
        }
        out.println(line.append(" |"));
    }

    private static double added(List<Map<String, Double>> none, List<Map<String, Double>> with, String figure) {
        double[] differences = new double[with.size()];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = with.get(i).get(figure) - none.get(i).get(figure);
        }
        Arrays.sort(differences);
        return differences[differences.length / 2];
    }
}
