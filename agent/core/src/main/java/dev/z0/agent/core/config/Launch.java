package dev.z0.agent.core.config;

/** How this JVM was started: the first word of its command, a main class, {@code module/class} or a jar. Immutable. */
final class Launch {
    /** Mains of tools: a package, or a whole class. */
    private static final String[] TOOLS = {
        "sun.",
        "jdk.",
        "java.",
        "com.sun.",
        "org.codehaus.plexus.classworlds.launcher.",
        "org.codehaus.classworlds.",
        "org.apache.maven.",
        "org.gradle.wrapper.",
        "org.gradle.launcher.",
        "org.apache.tools.ant.",
        "org.jetbrains.kotlin.",
        "xsbt.",
        "sbt."
    };

    /** Mains of servers, whose jar and version are not the application's, and the names they go by. */
    private static final String[][] SERVERS = {
        {"org.apache.catalina.", "tomcat"},
        {"org.eclipse.jetty.start.", "jetty"},
        {"org.jboss.modules.", "wildfly"},
        {"com.sun.enterprise.", "glassfish"},
        {"fish.payara.", "payara"},
        {"com.ibm.ws.", "liberty"},
        {"weblogic.", "weblogic"},
        {"org.apache.karaf.", "karaf"},
    };

    private final String main;

    /** @param command as in the system property {@code sun.java.command}; may be null */
    Launch(String command) {
        String text = command == null ? "" : command.trim();
        int space = text.indexOf(' ');
        main = space < 0 ? text : text.substring(0, space);
    }

    /** This JVM's. */
    static Launch current() {
        return new Launch(System.getProperty("sun.java.command"));
    }

    boolean isTool() {
        for (String tool : TOOLS) {
            if (main.startsWith(tool) && server() == null) {
                return true;
            }
        }
        return false;
    }

    /** The server that the main class belongs to, or null. */
    String server() {
        for (String[] server : SERVERS) {
            if (main.startsWith(server[0])) {
                return server[1];
            }
        }
        return main.endsWith("jboss-modules.jar") ? "wildfly" : main.endsWith("ws-server.jar") ? "liberty" : null;
    }

    /** The jar that was started, or null. */
    String jar() {
        return main.endsWith(".jar") || main.endsWith(".war") ? main : null;
    }

    /** The main class that was started, or null. */
    String mainClass() {
        return main.isEmpty() || jar() != null ? null : main.substring(main.indexOf('/') + 1);
    }

    /** The jar's name without its version, or the main class's simple name; null where neither is known. */
    String serviceName() {
        if (server() != null) {
            return server();
        }
        String name = jar();
        if (name == null) {
            name = mainClass();
            return name == null ? null : name.substring(name.lastIndexOf('.') + 1);
        }
        name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1, name.length() - 4);
        for (int i = name.indexOf('-'); i >= 0; i = name.indexOf('-', i + 1)) {
            if (i > 0 && i + 1 < name.length() && Character.isDigit(name.charAt(i + 1))) {
                return name.substring(0, i);
            }
        }
        return name;
    }
}
