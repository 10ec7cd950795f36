package dev.z0.agent.core.support;

/** Which of the JDK's modules this JVM has: an image that was made for one application may lack any but a few. */
public final class RuntimeImage {
    private static final boolean LOGGING = has("java.util.logging.Logger");
    private static final boolean MANAGEMENT = has("com.sun.management.ThreadMXBean");

    private RuntimeImage() {}

    /** Whether there is {@code java.logging}, without which OpenTelemetry's SDK can't be loaded. */
    public static boolean hasLogging() {
        return LOGGING;
    }

    /** Whether there is {@code jdk.management}, and with it {@code java.management}: what tells of threads and memory. */
    public static boolean hasManagement() {
        return MANAGEMENT;
    }

    private static boolean has(String type) {
        try {
            Class.forName(type, false, null);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
