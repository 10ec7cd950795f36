package dev.z0.overhead;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures what an archive of classes (AppCDS, JDK 17 and 21) or of ahead-of-time work (from JDK 25 on), made without any
 * agent, still saves of the start-up with z0 and with OpenTelemetry's agent. Prints medians of seconds to the first answer.
 */
public final class Archives {
    private static final int PORT = 18099;

    private final Application application;
    private final Sink sink;
    private final Path folder;

    private Archives(Application application, Sink sink, Path folder) {
        this.application = application;
        this.sink = sink;
        this.folder = folder;
    }

    /** Arguments: the application, z0's jar, the folder of the other agents, rounds, and the homes of JDKs. */
    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Application application = Application.valueOf(args[0].toUpperCase(java.util.Locale.ROOT));
        out.println("| JDK | agent | without archive s | with archive s | saved |");
        out.println("|---|---|---:|---:|---:|");
        try (Sink sink = new Sink()) {
            Archives archives = new Archives(application, sink, Files.createTempDirectory("archives-"));
            List<Subject> subjects =
                    Subject.all(Path.of(args[1]), Path.of(args[2]), sink).subList(0, 3);
            for (int i = 4; i < args.length; i++) {
                archives.measure(Path.of(args[i]), subjects, Integer.parseInt(args[3]), out);
            }
        }
    }

    private void measure(Path jdk, List<Subject> subjects, int rounds, PrintStream out) throws Exception {
        String java = jdk.resolve("bin").resolve("java").toString();
        int version = version(java);
        Path archive = folder.resolve("archive-" + version);
        // Every agent adds that module, and such a cache holds for one set of modules only.
        List<String> modules = version >= 25 ? List.of("--add-modules", "java.instrument") : List.of();
        start(
                java,
                with(modules, (version >= 25 ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive),
                null);
        String use = (version >= 25 ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive;
        Map<Subject, List<Double>> without = new LinkedHashMap<>();
        Map<Subject, List<Double>> with = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Subject subject : subjects) {
                without.computeIfAbsent(subject, s -> new ArrayList<>()).add(start(java, modules, subject));
                with.computeIfAbsent(subject, s -> new ArrayList<>()).add(start(java, with(modules, use), subject));
            }
        }
        for (Subject subject : subjects) {
            double before = median(without.get(subject));
            double after = median(with.get(subject));
            out.printf("| %d | %s | %.2f | %.2f | %.2f |%n", version, subject.name(), before, after, before - after);
        }
    }

    /** Seconds to the first answer. {@code subject} is null for no agent. */
    private double start(String java, List<String> options, Subject subject) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(options);
        if (subject != null && subject.jar() != null) {
            arguments.add("-javaagent:" + subject.jar());
        }
        arguments.addAll(application.launch(PORT, System.getProperty("java.class.path"), sink));
        Map<String, String> environment = subject == null ? Map.of() : subject.environment();
        try (Running service = Running.start(java, arguments, environment, PORT, folder.resolve("output"))) {
            return service.awaitAnswer(application.pages().get(0));
        }
    }

    private static List<String> with(List<String> options, String one) {
        List<String> all = new ArrayList<>(options);
        all.add(one);
        return all;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static int version(String java) throws IOException {
        Process process =
                new ProcessBuilder(java, "-version").redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return Integer.parseInt(text.replaceFirst("(?s).*?version \"(\\d+).*", "$1"));
    }
}
