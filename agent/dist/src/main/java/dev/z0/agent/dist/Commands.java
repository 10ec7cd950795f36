package dev.z0.agent.dist;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;

/** The commands of {@code java -jar z0-agent.jar}. */
public final class Commands {
    private static final String[] HELP = {
        "z0 leaves one JSON line per HTTP request and per cron run of a Java service.",
        "",
        "  java -javaagent:z0-agent.jar -jar service.jar",
        "      starts a service with z0. Settings are environment variables (Z0_LINE_FILE, OTEL_SERVICE_NAME, ...),",
        "      system properties (-Dz0.line.file=...) or arguments (-javaagent:z0-agent.jar=line.file=...).",
        "",
        "  java -jar z0-agent.jar tree REQUEST_ID FILE...",
        "      shows what one request caused, in whichever services, from the lines in these files.",
    };

    private Commands() {}

    /** Runs a command. Answers the process's exit status: 0, 1 where nothing was found, 2 for a wrong call. */
    public static int run(String[] arguments, OutputStream output) throws IOException {
        PrintWriter out = new PrintWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8));
        try {
            if (arguments.length > 2 && "tree".equals(arguments[0])) {
                return tree(arguments, out);
            }
            for (String line : HELP) {
                out.println(line);
            }
            return arguments.length == 0 || arguments[0].endsWith("help") ? 0 : 2;
        } finally {
            out.flush();
        }
    }

    private static int tree(String[] arguments, PrintWriter out) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 2; i < arguments.length; i++) {
            Path file = Paths.get(arguments[i]);
            if (!Files.isReadable(file)) {
                out.println("cannot read " + file);
                return 2;
            }
            files.add(file);
        }
        RequestTree tree;
        try {
            tree = RequestTree.read(arguments[1], files);
        } catch (IOException e) {
            out.println("cannot read " + e.getMessage());
            return 2;
        }
        if (tree.isEmpty()) {
            out.println("no line of " + arguments[1] + " in these files");
            return 1;
        }
        tree.print(out);
        return 0;
    }
}
