package dev.z0.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A service on a server that is no servlet container, asked by fifty clients: as many lines as requests, each with what its
 * own request did, on whatever threads.
 */
final class OwnServer {
    private static final int EACH = 28;

    private OwnServer() {}

    static IntStream jdksFrom(int oldest) {
        return Jdk.wanted().stream().mapToInt(Integer::intValue).filter(version -> version >= oldest);
    }

    /** {@code arguments}: the JVM's, by the port. {@code notFound}: what it answers to a path that it doesn't know. */
    static void check(String name, Jdk jdk, IntFunction<List<String>> arguments, Call notFound) throws Exception {
        try (Stub stub = new Stub()) {
            int port = ServerProcess.freePort();
            List<String> command = new ArrayList<>(List.of(jdk.tool("java")));
            command.addAll(ServerMatrixTest.options(stub));
            command.addAll(arguments.apply(port));
            URI base = URI.create("http://127.0.0.1:" + port);
            try (ServerProcess process = ServerProcess.start(ServerProcess.directory(name), base, command, Map.of())) {
                process.awaitReady("/app/ping");
                List<Answer> answers = Load.withoutPipelines(base).run(EACH, mix(notFound));
                for (Answer answer : answers) {
                    if (!answer.call().aborted()) {
                        assertEquals(answer.call().status(), answer.status(), answer::toString);
                    }
                }
                Lines lines = process.stop();
                if (Agent.present()) {
                    ServerMatrixTest.check(answers, lines, stub);
                    checkRoutes(lines);
                }
            }
        }
    }

    private static List<Call> mix(Call notFound) {
        List<Call> mix = new ArrayList<>();
        mix.add(Call.get("/app/ping", 200));
        mix.add(Call.get("/app/ping", 200).method("HEAD"));
        mix.add(Call.get("/app/echo", 200).method("POST"));
        mix.add(Call.get("/app/items/42", 200));
        mix.add(notFound);
        mix.add(Call.get("/app/error", 500).queries(1).error("java.lang.IllegalStateException"));
        mix.add(Call.get("/app/refused", 409).error("java.lang.IllegalArgumentException"));
        mix.add(Call.get("/app/stream?kb=256", 200));
        mix.add(Call.get("/app/stream?kb=8192", 200).abort());
        mix.add(Call.get("/app/slow?ms=20", 200).queries(1));
        mix.add(Call.get("/app/slow?ms=20", 200).abort());
        mix.add(Call.get("/app/work?q=3&e=2", 200).queries(3).calls(2));
        mix.add(Call.get("/app/work?q=1", 200).queries(1));
        mix.add(Call.get("/app/work?e=1", 200).calls(1));
        return mix;
    }

    private static void checkRoutes(Lines lines) {
        for (Line line : lines.requests()) {
            if (line.string("path").startsWith("/app/items/")) {
                assertEquals("/app/items/{id}", line.string("route"), line::toString);
            }
        }
    }
}
