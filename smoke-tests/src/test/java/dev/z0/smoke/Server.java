package dev.z0.smoke;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The servers as shipped, each with the same application under {@code /app}. */
enum Server {
    TOMCAT_9("apache-tomcat-9", "javax", 8, 25),
    TOMCAT_10("apache-tomcat-10", "jakarta", 11, 25),
    TOMCAT_11("apache-tomcat-11", "jakarta", 17, 25),
    JETTY_9("jetty-home-9", "javax", 8, 21),
    JETTY_12("jetty-home-12", "jakarta", 17, 25),
    UNDERTOW_JAVAX(null, "javax", 8, 25),
    UNDERTOW_JAKARTA(null, "jakarta", 11, 25);

    private static final Path SERVERS = Path.of(System.getProperty("z0.smoke.servers", "target/servers"));
    private static final Path APPS = Path.of(System.getProperty("z0.smoke.apps", "apps"));

    private final String distribution;
    private final String api;
    private final int oldestJdk;
    private final int newestJdk;

    Server(String distribution, String api, int oldestJdk, int newestJdk) {
        this.distribution = distribution;
        this.api = api;
        this.oldestJdk = oldestJdk;
        this.newestJdk = newestJdk;
    }

    /** What a module under apps made. */
    static Path built(String module, String file) {
        Path path = APPS.resolve(module).resolve("target").resolve(file).toAbsolutePath();
        if (!Files.exists(path)) {
            throw new IllegalStateException("no " + path + ": build smoke-tests/apps first");
        }
        return path;
    }

    boolean supports(int jdk) {
        return jdk >= oldestJdk && jdk <= newestJdk;
    }

    /** The application's war. */
    Path war() {
        return built("servlet-" + api, "z0-smoke-servlet-" + api + ".war");
    }

    /** Starts it and waits until the application answers. */
    ServerProcess start(Jdk jdk, List<String> jvmOptions, Map<String, String> environment) throws InterruptedException {
        return start(this + "-" + jdk.version(), jdk, jvmOptions, environment);
    }

    /** The same in a folder of that name. */
    ServerProcess start(String name, Jdk jdk, List<String> jvmOptions, Map<String, String> environment)
            throws InterruptedException {
        Path directory = ServerProcess.directory(name);
        int port = ServerProcess.freePort();
        Map<String, String> variables = new TreeMap<>(environment);
        variables.put("JAVA_HOME", jdk.home().toString());
        List<String> command =
                switch (this) {
                    case TOMCAT_9, TOMCAT_10, TOMCAT_11 -> {
                        variables.put("CATALINA_OPTS", String.join(" ", jvmOptions));
                        yield tomcat(directory, port, variables);
                    }
                    case JETTY_9 -> jetty(jdk, directory, port, jvmOptions, "http,deploy");
                    case JETTY_12 -> jetty(jdk, directory, port, jvmOptions, "http,ee10-deploy");
                    case UNDERTOW_JAVAX, UNDERTOW_JAKARTA -> undertow(jdk, port, jvmOptions);
                };
        ServerProcess process =
                ServerProcess.start(directory, URI.create("http://127.0.0.1:" + port), command, variables);
        try {
            return process.awaitReady("/app/ping");
        } catch (InterruptedException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    private List<String> tomcat(Path base, int port, Map<String, String> environment) {
        try {
            Trees.copy(home().resolve("conf"), base.resolve("conf"));
            Path settings = base.resolve("conf/server.xml");
            Files.writeString(
                    settings,
                    Files.readString(settings)
                            .replace("port=\"8080\"", "port=\"" + port + "\"")
                            .replace("port=\"8005\"", "port=\"-1\"")
                            // Looks for changed applications every second, not every ten.
                            .replace("<Engine ", "<Engine backgroundProcessorDelay=\"1\" "));
            Trees.copy(home().resolve("webapps/examples"), base.resolve("webapps/examples"));
            Files.copy(war(), base.resolve("webapps/app.war"));
            Files.createDirectories(base.resolve("temp"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        environment.put("CATALINA_HOME", home().toString());
        environment.put("CATALINA_BASE", base.toString());
        return List.of("sh", home().resolve("bin/catalina.sh").toString(), "run");
    }

    private List<String> jetty(Jdk jdk, Path base, int port, List<String> jvmOptions, String modules) {
        try {
            Files.createDirectories(base.resolve("webapps"));
            Files.copy(war(), base.resolve("webapps/app.war"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command = new ArrayList<>(List.of(jdk.tool("java")));
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", home().resolve("start.jar").toString(), "jetty.base=" + base));
        command.addAll(List.of("jetty.http.port=" + port, "--module=" + modules));
        return command;
    }

    private List<String> undertow(Jdk jdk, int port, List<String> jvmOptions) {
        List<String> command = new ArrayList<>(List.of(jdk.tool("java")));
        command.addAll(jvmOptions);
        command.add("-cp");
        command.add(built("servlet-" + api, "classes") + ":" + built("servlet-" + api, "undertow") + "/*");
        command.addAll(List.of("dev.z0.smoke.undertow.Main", String.valueOf(port)));
        return command;
    }

    /** Where its distribution is. */
    Path home() {
        try (var entries = Files.list(SERVERS)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith(distribution + "."))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no " + distribution + " in " + SERVERS))
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
