package dev.z0.smoke;

import java.nio.file.Files;
import java.nio.file.Path;

/** The finished jar. */
final class Agent {
    private static final String JAR = System.getProperty("z0.agent.jar", "../agent/dist/target/z0-agent.jar");

    private Agent() {}

    /** False where the tests run without it, to try themselves: {@code -Dz0.agent.jar=none}. */
    static boolean present() {
        return !JAR.equals("none");
    }

    /** What puts it on a JVM. */
    static String option() {
        Path jar = Path.of(JAR).toAbsolutePath().normalize();
        if (!Files.exists(jar)) {
            throw new IllegalStateException("no " + jar + ": build agent/dist first");
        }
        return "-javaagent:" + jar;
    }
}
