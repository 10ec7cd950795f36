package dev.z0.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A service on Netty, whose class files are old ones, under a security manager that comes late. */
class LateSecurityManagerTest {
    @Test
    void eachRequestHasItsLine() throws Exception {
        Assumptions.assumeTrue(Agent.present(), "no agent");
        Path jar = Server.built("webflux", "z0-smoke-webflux.jar");
        String launcher;
        try (JarFile file = new JarFile(jar.toFile())) {
            launcher = file.getManifest().getMainAttributes().getValue("Main-Class");
        }
        Path directory = ServerProcess.directory("late-security-manager");
        Path classes = Path.of(LateSecurityManager.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path file = directory.resolve("lines.jsonl");
        int port = ServerProcess.freePort();
        URI base = URI.create("http://127.0.0.1:" + port);
        try (Stub stub = new Stub()) {
            List<String> command = new ArrayList<>(List.of(Jdk.of(17).tool("java")));
            command.addAll(ServerMatrixTest.options(stub));
            command.add("-Djava.security.manager=allow");
            command.addAll(List.of("-cp", classes + File.pathSeparator + jar, LateSecurityManager.class.getName()));
            command.addAll(List.of(launcher, "--server.port=" + port));
            Map<String, String> environment = Map.of("Z0_LINE_FILE", file.toString());
            try (ServerProcess process = ServerProcess.start(directory, base, command, environment)) {
                process.awaitReady("/app/ping");
                List<Call> mix = List.of(Call.get("/app/ping", 200), Call.get("/app/items/42", 200));
                List<Answer> answers = Load.withoutPipelines(base).run(20, mix);
                for (Answer answer : answers) {
                    assertEquals(200, answer.status(), answer::toString);
                }
                process.stop();
                ServerMatrixTest.check(answers, Lines.of(Files.readString(file)), stub);
            }
        }
    }
}
