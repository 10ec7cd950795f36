package dev.z0.smoke;

import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.VirtualMachine;
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

    /** What starts a JVM with it. */
    static String option() {
        return "-javaagent:" + jar();
    }

    static Path jar() {
        Path jar = Path.of(JAR).toAbsolutePath().normalize();
        if (!Files.exists(jar)) {
            throw new IllegalStateException("no " + jar + ": build agent/dist first");
        }
        return jar;
    }

    /** Puts it on a JVM that runs. */
    static void attach(long pid) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(String.valueOf(pid));
        try {
            machine.loadAgent(jar().toString());
        } catch (AgentLoadException e) {
            // How a newer JDK reads the success that Java 8 reports.
            if (!"0".equals(e.getMessage())) {
                throw e;
            }
        } finally {
            machine.detach();
        }
    }
}
