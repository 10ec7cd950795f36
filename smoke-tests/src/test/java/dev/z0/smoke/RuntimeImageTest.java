package dev.z0.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A runtime image made for one service: without logging, management, SQL and whatever else that does not need. */
class RuntimeImageTest {
    private static final String MODULES = "java.base,java.instrument,jdk.httpserver";

    @BeforeAll
    static void needsAgent() {
        Assumptions.assumeTrue(Agent.present(), "no agent");
    }

    @Test
    void linesNeedNoMoreThanTheService() throws Exception {
        Jdk image = link(Jdk.running());
        int port = ServerProcess.freePort();
        List<String> command = List.of(
                image.tool("java"),
                Agent.option(),
                "-cp",
                Path.of(Service.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI())
                        .toString(),
                Service.class.getName(),
                String.valueOf(port));
        Map<String, String> everything =
                Map.of("Z0_METRICS", "lines", "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9");
        URI base = URI.create("http://127.0.0.1:" + port);
        try (ServerProcess process =
                ServerProcess.start(ServerProcess.directory("image-service"), base, command, everything)) {
            process.awaitReady("/ready");
            Load load = new Load(base);
            assertEquals(200, load.send(Call.get("/call", 200), "call").status());
            assertEquals(404, load.send(Call.get("/nothing", 404), "nothing").status());
            Lines lines = process.stop();
            assertEquals("", process.errorOutput());
            assertEquals(List.of(), lines.corrupted());
            List<Line> requests = lines.requests();
            assertEquals(3, requests.size(), requests::toString);
            for (Line line : requests) {
                assertEquals("/call".equals(line.get("path")) ? 1 : 0, line.externalCalls(), line::text);
            }
            List<String> told = lines.kind("agent").stream()
                    .map(line -> line.string("message"))
                    .toList();
            assertEquals(5, told.size(), told::toString);
            assertTrue(told.get(1).startsWith("no spans are sent"), told::toString);
            assertTrue(told.get(2).startsWith("there are no metrics"), told::toString);
            assertTrue(told.get(3).startsWith("cpu_ms, alloc_kb"), told::toString);
        }
    }

    private static Jdk link(Jdk jdk) throws InterruptedException {
        Path jlink = Path.of(jdk.tool("jlink"));
        if (!Files.exists(jlink)) {
            throw Jdk.skip("skipped: " + jdk + " has no jlink");
        }
        Path directory = ServerProcess.directory("image");
        List<String> command = List.of(jlink.toString(), "--add-modules", MODULES, "--output", "jdk");
        try (ServerProcess linking = ServerProcess.start(directory, null, command, Map.of())) {
            if (linking.awaitExit() != 0) {
                throw Jdk.skip("skipped: " + jdk + " cannot make an image: " + linking.printed());
            }
        }
        return new Jdk(jdk.version(), directory.resolve("jdk"));
    }

    /** Calls itself where it is asked to. */
    static final class Service {
        public static void main(String[] arguments) throws IOException {
            int port = Integer.parseInt(arguments[0]);
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            server.createContext("/ready", Service::answer);
            server.createContext("/call", exchange -> {
                HttpURLConnection call = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/ready")
                        .toURL()
                        .openConnection();
                call.getInputStream().readAllBytes();
                answer(exchange);
            });
            server.setExecutor(Executors.newFixedThreadPool(2));
            server.start();
        }

        private static void answer(HttpExchange exchange) throws IOException {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        }
    }
}
