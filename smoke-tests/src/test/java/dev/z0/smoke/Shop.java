package dev.z0.smoke;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The Spring Boot service, by the version of Spring Boot that it is built with. */
enum Shop {
    BOOT_2(8, 21),
    BOOT_3(17, 25),
    BOOT_4(17, 25);

    private final int oldestJdk;
    private final int newestJdk;

    Shop(int oldestJdk, int newestJdk) {
        this.oldestJdk = oldestJdk;
        this.newestJdk = newestJdk;
    }

    boolean supports(int jdk) {
        return jdk >= oldestJdk && jdk <= newestJdk;
    }

    ServerProcess start(Jdk jdk, List<String> jvmOptions, Map<String, String> environment) throws InterruptedException {
        String module = "shop-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        Path jar = Server.built(module, "z0-smoke-" + module + ".jar");
        int port = ServerProcess.freePort();
        List<String> command = new ArrayList<>(List.of(jdk.tool("java")));
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", jar.toString(), "--server.port=" + port, "--spring.jpa.show-sql=true"));
        ServerProcess process = ServerProcess.start(
                ServerProcess.directory(this + "-" + jdk.version()),
                URI.create("http://127.0.0.1:" + port),
                command,
                environment);
        try {
            return process.awaitReady("/api/tickets");
        } catch (InterruptedException | RuntimeException e) {
            process.close();
            throw e;
        }
    }
}
