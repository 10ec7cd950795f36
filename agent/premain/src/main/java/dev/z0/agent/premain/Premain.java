package dev.z0.agent.premain;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;

/**
 * Where the JVM enters the agent, at start or when it is attached to. Beside {@link AgentLoader} the only class of z0
 * that the application's loaders can see. Whatever goes wrong here costs one line on standard output, never the start
 * of the application.
 */
public final class Premain {
    private static final String AGENT = "dev.z0.agent.dist.Agent";

    private Premain() {}

    /** The JVM starts with {@code -javaagent}. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        start(arguments, instrumentation);
    }

    /** The agent is loaded into a running JVM. */
    public static void agentmain(String arguments, Instrumentation instrumentation) {
        start(arguments, instrumentation);
    }

    private static void start(String arguments, Instrumentation instrumentation) {
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        try {
            if ("false".equals(System.getenv("Z0_ENABLED")) || isRunning()) {
                return;
            }
            AgentLoader loader = new AgentLoader(jar());
            Class.forName(AGENT, true, loader)
                    .getMethod("start", String.class, Instrumentation.class, FileOutputStream.class)
                    .invoke(null, arguments, instrumentation, out);
        } catch (InvocationTargetException e) {
            report(out, e.getCause());
        } catch (Throwable e) {
            report(out, e);
        }
    }

    /** A second {@code -javaagent}, or an attach to a JVM that started with one, changes nothing. */
    private static boolean isRunning() {
        try {
            Class.forName("java.lang.Z0Dispatcher", false, null);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    static File jar() throws Exception {
        return new File(Premain.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private static void report(FileOutputStream out, Throwable failure) {
        StringBuilder line =
                new StringBuilder("{\"level\":\"error\",\"kind\":\"agent\",\"message\":\"z0 did not start: ");
        String text = String.valueOf(failure);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            line.append(c < ' ' || c == '"' || c == '\\' ? ' ' : c);
        }
        try {
            out.write(line.append("\"}\n").toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // Standard output is closed: nobody is there to tell.
        }
    }
}
