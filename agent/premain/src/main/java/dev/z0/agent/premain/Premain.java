package dev.z0.agent.premain;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.net.URI;
import java.util.jar.JarFile;

/**
 * Where the JVM enters the agent, at start or when it is attached to. With {@link Start} and {@link AgentLoader} all of
 * z0 that the application's loaders can see. Whatever goes wrong here costs one line on standard output, never the start
 * of the application.
 */
public final class Premain {
    private Premain() {}

    /** The JVM starts with {@code -javaagent}. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        start(arguments, instrumentation);
    }

    /** The agent is loaded into a running JVM. */
    public static void agentmain(String arguments, Instrumentation instrumentation) {
        start(arguments, instrumentation);
    }

    @SuppressWarnings("checkstyle:regexpsinglelinejava")
    private static void start(String arguments, Instrumentation instrumentation) {
        try {
            if (System.getSecurityManager() == null) {
                Start.start(jar(), arguments, instrumentation);
            } else {
                startSecured(arguments, instrumentation);
            }
        } catch (Throwable e) {
            // Without rights there is no other way out than the one that the application may have replaced.
            System.out.print(Start.failed(e));
        }
    }

    /** No policy knows this jar. Only the boot loader's classes have all rights, so {@link Start} has to be one of them. */
    private static void startSecured(String arguments, Instrumentation instrumentation) throws Exception {
        String own = Premain.class.getResource("Premain.class").toString();
        File jar = new File(new URI(own.substring("jar:".length(), own.lastIndexOf('!'))));
        instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(jar));
        Start.startPrivileged(jar, arguments, instrumentation);
    }

    static File jar() throws Exception {
        return new File(Premain.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }
}
