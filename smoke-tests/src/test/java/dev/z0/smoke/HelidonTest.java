package dev.z0.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A service on Helidon, with a virtual thread for each connection: as many lines as requests. */
class HelidonTest {
    private static final int EACH = 26;

    private static List<Call> mix() {
        List<Call> mix = new ArrayList<>();
        mix.add(Call.get("/app/ping", 200));
        mix.add(Call.get("/app/ping", 200).method("HEAD"));
        mix.add(Call.get("/app/echo", 200).method("POST"));
        mix.add(Call.get("/app/items/42", 200));
        mix.add(Call.get("/app/nothing", 404));
        mix.add(Call.get("/app/error", 500).queries(1).error("java.lang.IllegalStateException"));
        mix.add(Call.get("/app/refused", 409).error("java.lang.IllegalArgumentException"));
        mix.add(Call.get("/app/stream?kb=256", 200));
        mix.add(Call.get("/app/stream?kb=8192", 200).abort());
        mix.add(Call.get("/app/slow?ms=20", 200).queries(1));
        mix.add(Call.get("/app/slow?ms=20", 200).abort());
        mix.add(Call.get("/app/work?q=3&e=2", 200).queries(3).calls(2));
        mix.add(Call.get("/app/work?e=1", 200).calls(1));
        return mix;
    }

    static IntStream jdks() {
        return Jdk.wanted().stream().mapToInt(Integer::intValue).filter(version -> version >= 21);
    }

    /** The JDK itself compiles the service: an older one can't. */
    @ParameterizedTest(name = "on JDK {0}")
    @MethodSource("jdks")
    void eachRequestHasItsLine(int version) throws Exception {
        Jdk jdk = Jdk.of(version);
        Path libraries = Server.built("helidon", "lib");
        Path source = libraries.resolve("../../src/main/java/dev/z0/smoke/helidon/Main.java");
        try (Stub stub = new Stub()) {
            int port = ServerProcess.freePort();
            List<String> command = new ArrayList<>(List.of(jdk.tool("java")));
            command.addAll(ServerMatrixTest.options(stub));
            command.addAll(List.of("-cp", libraries + "/*", source.normalize().toString(), String.valueOf(port)));
            URI base = URI.create("http://127.0.0.1:" + port);
            try (ServerProcess process =
                    ServerProcess.start(ServerProcess.directory("helidon-" + version), base, command, Map.of())) {
                process.awaitReady("/app/ping");
                List<Answer> answers = Load.withoutPipelines(base).run(EACH, mix());
                for (Answer answer : answers) {
                    if (!answer.call().aborted()) {
                        assertEquals(answer.call().status(), answer.status(), answer::toString);
                    }
                }
                Lines lines = process.stop();
                if (Agent.present()) {
                    ServerMatrixTest.check(answers, lines, stub);
                    for (Line line : lines.requests()) {
                        if (line.string("path").startsWith("/app/items/")) {
                            assertEquals("/app/items/{id}", line.string("route"), line::toString);
                        }
                    }
                }
            }
        }
    }
}
