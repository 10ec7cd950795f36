package dev.z0.agent.premain;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.time.Instant;

/** Starts z0 proper from its jar. Comes from the boot loader where the JVM has a security manager. */
public final class Start {
    private static final String AGENT = "dev.z0.agent.dist.Agent";

    private Start() {}

    /** The same with this class's own rights. */
    public static void startPrivileged(File jar, String arguments, Instrumentation instrumentation) {
        AccessController.doPrivileged((PrivilegedAction<Void>) () -> {
            start(jar, arguments, instrumentation);
            return null;
        });
    }

    /** Starts z0, unless it is switched off or runs already; a failure costs one line. */
    public static void start(File jar, String arguments, Instrumentation instrumentation) {
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        try {
            if ("false".equals(System.getenv("Z0_ENABLED")) || isRunning()) {
                return;
            }
            AgentLoader loader = new AgentLoader(jar);
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

    private static void report(FileOutputStream out, Throwable failure) {
        try {
            out.write(failed(failure).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // Standard output is closed: nobody is there to tell.
        }
    }

    /** The line that tells of a failure. */
    public static String failed(Throwable failure) {
        String now = Instant.ofEpochMilli(System.currentTimeMillis()).toString();
        StringBuilder line = new StringBuilder("{\"ts\":\"")
                .append(now, 0, 19)
                .append(now.length() > 20 ? now.substring(19) : ".000Z")
                .append("\",\"level\":\"error\",\"kind\":\"agent\",\"message\":\"z0 did not start: ");
        String text = String.valueOf(failure);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            line.append(c < ' ' || c == '"' || c == '\\' ? ' ' : c);
        }
        return line.append("\"}\n").toString();
    }
}
