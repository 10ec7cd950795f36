package dev.z0.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An application whose requests, responses, connections, statements, results, tasks and exceptions throw whenever z0 asks
 * them something, errors of the JVM included, answers as it answers without z0.
 */
class HostileApplicationTest {
    /** More than the hundred failures after which an instrumentation is switched off. */
    private static final int ROUNDS = 25;

    private static final List<String> PAGES = List.of(
            "/hostile/header", "/hostile/query", "/hostile/task", "/hostile/exception", "/hostile/deep", "/work?q=2");

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @BeforeAll
    static void needsAgent() {
        Assumptions.assumeTrue(Agent.present(), "no agent");
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"UNDERTOW_JAVAX", "TOMCAT_9"})
    void answersAsWithout(Server server) throws Exception {
        List<String> without;
        try (ServerProcess process = server.start("hostile-without-" + server, Jdk.running(), List.of(), Map.of())) {
            without = answers(process.base());
            assertEquals(0, thrown(process.base()));
        }
        List<String> options = List.of(Agent.option());
        try (ServerProcess process = server.start("hostile-" + server, Jdk.running(), options, Map.of())) {
            List<String> with = answers(process.base());
            int thrown = thrown(process.base());
            assertTrue(thrown > 10, () -> "thrown at z0: " + thrown);
            for (int i = 0; i < without.size(); i++) {
                assertEquals(without.get(i), with.get(i));
            }
            Lines lines = process.stop();
            assertEquals(List.of(), lines.corrupted());
            assertFalse(lines.requests().isEmpty());
        }
    }

    private static int thrown(URI base) throws Exception {
        return Integer.parseInt(get(base, "/thrown").body());
    }

    private static List<String> answers(URI base) throws Exception {
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            for (String page : PAGES) {
                HttpResponse<String> response = get(base, page);
                assertEquals(page.equals("/hostile/exception") ? 500 : 200, response.statusCode(), response::body);
                Map<String, List<String>> headers =
                        new TreeMap<>(response.headers().map());
                headers.keySet().removeAll(List.of("content-length", "date", "x-request-id"));
                // A container's page shows the stack: with z0's frames on it, and where its pool took the task from.
                String body = response.body()
                        .replaceAll("\\s+at dev\\.z0\\.(agent|instrumentation)\\..*", "")
                        .replaceAll("EnhancedQueueExecutor\\.java:\\d+", "EnhancedQueueExecutor.java")
                        .replaceAll("\\.\\.\\. \\d+ more", "... more");
                answers.add(page + " " + i + " " + headers + "\n" + body);
            }
        }
        return answers;
    }

    private static HttpResponse<String> get(URI base, String page) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(base.resolve("/app" + page)).build();
        return HTTP.send(request, BodyHandlers.ofString());
    }
}
