package dev.z0.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Twenty redeploys leave no class loader of the application behind. */
class RedeployTest {
    private static final int TIMES = 20;
    private static final Pattern LOADERS =
            Pattern.compile("(?m)^ *\\d+: +(\\d+) +\\d+ +org\\.apache\\.catalina\\.loader\\.ParallelWebappClassLoader");
    private static final List<String> PATHS = List.of(
            "/app/work?q=3&e=1",
            "/app/fan-out?n=4",
            "/app/async?end=complete&q=1",
            "/app/async?end=timeout",
            "/app/error",
            "/app/batch?n=3",
            "/app/bad-query");

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void leavesNoClassLoader() throws Exception {
        Jdk jdk = Jdk.running();
        try (Stub stub = new Stub();
                ServerProcess process = Server.TOMCAT_10.start(jdk, ServerMatrixTest.options(stub), Map.of())) {
            use(process);
            int before = loaders(process, jdk);
            Path war = process.directory().resolve("webapps/app.war");
            for (int i = 1; i <= TIMES; i++) {
                String deployed = get(process, "/app/deployed").body();
                // Another time than before, and past: Tomcat lets a file rest before it deploys it.
                Files.setLastModifiedTime(war, FileTime.from(Instant.now().minusSeconds(i * 60L)));
                awaitNext(process, deployed);
                use(process);
            }
            awaitCollected(before + 1, process, jdk);
            assertEquals(List.of(), process.stop().corrupted());
        }
    }

    private void use(ServerProcess process) throws IOException, InterruptedException {
        for (String path : PATHS) {
            get(process, path);
        }
    }

    private void awaitNext(ServerProcess process, String deployed) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (true) {
            HttpResponse<String> now = get(process, "/app/deployed");
            if (now.statusCode() == 200 && !now.body().equals(deployed)) {
                return;
            }
            assertTrue(System.nanoTime() < end, "not deployed again");
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private HttpResponse<String> get(ServerProcess process, String path) throws IOException, InterruptedException {
        URI uri = process.base().resolve(path);
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    /** What still runs in an application that was replaced may hold its loader for a while. */
    private static void awaitCollected(int most, ServerProcess process, Jdk jdk) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        for (int left = loaders(process, jdk); left > most; left = loaders(process, jdk)) {
            int loaders = left;
            assertTrue(System.nanoTime() < end, () -> loaders + " loaders after redeploys, more than " + most);
        }
    }

    /** Live loaders of web applications; asking for a histogram collects garbage first. */
    private static int loaders(ServerProcess process, Jdk jdk) throws InterruptedException {
        try (ServerProcess jcmd = ServerProcess.start(
                ServerProcess.directory("histogram"),
                null,
                List.of(jdk.tool("jcmd"), String.valueOf(process.pid()), "GC.class_histogram"),
                Map.of())) {
            assertEquals(0, jcmd.awaitExit(), jcmd::errorOutput);
            Matcher loaders = LOADERS.matcher(jcmd.printed());
            assertTrue(loaders.find(), "no loaders in the histogram");
            return Integer.parseInt(loaders.group(1));
        }
    }
}
