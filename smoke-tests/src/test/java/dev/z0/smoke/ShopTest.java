package dev.z0.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A Spring Boot service with JPA, exception handlers and scheduled methods: its lines, field by field. */
class ShopTest {
    /** Requests whose statements run on threads of Spring, of futures and of their own. */
    private static final List<Call> COUNTS = List.of(
            counts(3, 0, 0), counts(0, 2, 0), counts(0, 0, 3), counts(2, 1, 2), counts(0, 0, 0), counts(1, 3, 1));

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, Integer> statuses = new HashMap<>();

    private static Call counts(int annotation, int future, int thread) {
        String path = "/api/tickets/counts?annotation=" + annotation + "&future=" + future + "&thread=" + thread;
        return Call.get(path, 200).queries(annotation + 2 * future + thread);
    }

    static Stream<Arguments> shops() {
        int running = Jdk.running().version();
        boolean full = System.getProperty("z0.smoke", "default").equals("full");
        List<Arguments> shops = new ArrayList<>();
        Set<Integer> represented = new HashSet<>();
        for (Shop shop : Shop.values()) {
            for (int jdk : Jdk.wanted()) {
                if (shop.supports(jdk) && (full || jdk == running || represented.add(jdk))) {
                    shops.add(Arguments.of(shop, jdk));
                }
            }
        }
        return shops.stream();
    }

    @ParameterizedTest(name = "{0} on JDK {1}")
    @MethodSource("shops")
    void itsLinesAreRight(Shop shop, int version) throws Exception {
        Jdk jdk = Jdk.of(version);
        try (Stub stub = new Stub();
                ServerProcess process =
                        shop.start(jdk, ServerMatrixTest.options(stub), Map.of("Z0_SLOW_MS", "300000"))) {
            URI base = process.base();
            for (int i = 1; i <= 6; i++) {
                send(base, "create-" + i, "POST", "/api/tickets", "{\"title\":\"ticket " + i + "\"}");
            }
            send(base, "one", "GET", "/api/tickets/1", null);
            send(base, "missing", "GET", "/api/tickets/999", null);
            send(base, "twice", "POST", "/api/tickets", "{\"title\":\"ticket 1\"}");
            send(base, "blank", "POST", "/api/tickets", "{}");
            send(base, "list", "GET", "/api/tickets", null);
            send(base, "price", "GET", "/api/tickets/1/price", null);
            send(base, "broken", "GET", "/api/tickets/1/broken", null);
            send(base, "nothing", "GET", "/api/nothing", null);
            List<Answer> counts = new Load(base).run(8, COUNTS);
            process.awaitOutput("the report cannot be made");
            Lines lines = process.stop();
            assertEquals(
                    Map.of("one", 200, "missing", 404, "twice", 409, "blank", 400),
                    select("one", "missing", "twice", "blank"));
            assertEquals(
                    Map.of("create-1", 201, "list", 200, "price", 200, "broken", 500, "nothing", 404),
                    select("create-1", "list", "price", "broken", "nothing"));
            if (Agent.present()) {
                checkRequests(lines, counts);
                checkFailures(lines);
                checkJobs(lines);
                checkStatements(lines);
            }
        }
    }

    private Map<String, Integer> select(String... ids) {
        Map<String, Integer> selected = new HashMap<>();
        for (String id : ids) {
            selected.put(id, statuses.get(id));
        }
        return selected;
    }

    private void send(URI base, String id, String method, String path, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .header("X-Request-Id", id)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        statuses.put(id, http.send(request.build(), BodyHandlers.ofString()).statusCode());
    }

    private void checkRequests(Lines lines, List<Answer> counts) {
        assertEquals(List.of(), lines.corrupted());
        List<Line> requests = new ArrayList<>(lines.requests());
        checkCounts(requests, counts);
        assertEquals(statuses.size(), requests.size(), "lines");
        for (Line line : requests) {
            assertEquals(statuses.get(line.string("request_id")), (int) line.number("status"), line::toString);
        }
        expect(lines, "create-1", "info", "/api/tickets", 5, null);
        expect(lines, "one", "info", "/api/tickets/{id}", 1, null);
        Line list = expect(lines, "list", "warn", "/api/tickets", 7, null);
        assertEquals(6, ((Number) list.objects("n_plus_one").get(0).get("count")).intValue(), list::toString);
        Line price = expect(lines, "price", "info", "/api/tickets/{id}/price", 0, null);
        assertEquals(1, price.externalCalls(), price::toString);
        assertTrue(price.string("message").matches("GET /api/tickets/\\{id}/price 200 \\d+ms"), price::toString);
    }

    /** What ran on other threads counts for the request that it ran for, and takes its line out of the others. */
    private static void checkCounts(List<Line> requests, List<Answer> counts) {
        Map<String, Call> calls = new HashMap<>();
        counts.forEach(answer -> calls.put(answer.requestId(), answer.call()));
        for (Line line : List.copyOf(requests)) {
            Call call = calls.remove(line.string("request_id"));
            if (call != null) {
                requests.remove(line);
                boolean counted = call.bare().endsWith("/counts");
                assertEquals(counted ? 200 : 404, line.number("status"), line::toString);
                assertEquals(counted ? call.queries() : 0, line.number("db_queries"), line::toString);
            }
        }
        assertEquals(Map.of(), calls, "requests without a line");
    }

    private static void checkFailures(Lines lines) {
        expect(lines, "missing", "warn", "/api/tickets/{id}", 1, "dev.z0.smoke.shop.TicketNotFoundException");
        Line twice = expect(
                lines, "twice", "warn", "/api/tickets", 1, "org.springframework.dao.DataIntegrityViolationException");
        assertTrue(twice.text().contains("23505"), () -> "no SQLState of the constraint: " + twice);
        expect(
                lines,
                "blank",
                "warn",
                "/api/tickets",
                0,
                "org.springframework.web.bind.MethodArgumentNotValidException");
        expect(lines, "broken", "error", "/api/tickets/{id}/broken", 0, "java.lang.IllegalStateException");
    }

    private static Line expect(Lines lines, String id, String level, String route, int queries, String error) {
        Line line = lines.requests().stream()
                .filter(candidate -> id.equals(candidate.get("request_id")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line for " + id));
        assertEquals(level, line.get("level"), line::toString);
        assertEquals(route, line.get("route"), line::toString);
        assertEquals(queries, line.number("db_queries"), line::toString);
        assertEquals(error, line.get("error_class"), line::toString);
        return line;
    }

    private static void checkJobs(Lines lines) {
        List<Line> counts = jobs(lines, "counttickets");
        List<Line> reports = jobs(lines, "failingreport");
        assertFalse(counts.isEmpty(), "no line of countTickets");
        assertFalse(reports.isEmpty(), "no line of failingReport");
        assertEquals(counts.size() + reports.size(), lines.kind("cron").size());
        for (Line line : counts) {
            assertEquals(1, line.number("db_queries"), line::toString);
            assertEquals(0, line.number("errors_count"), line::toString);
        }
        for (Line line : reports) {
            assertEquals("error", line.get("level"), line::toString);
            assertTrue(line.number("errors_count") >= 1, line::toString);
            assertNotNull(line.get("run_id"), line::toString);
        }
        String printed = "the report cannot be made";
        assertEquals(
                lines.application().stream()
                        .filter(text -> text.contains("IllegalStateException: " + printed))
                        .count(),
                reports.size());
    }

    private static List<Line> jobs(Lines lines, String name) {
        return lines.kind("cron").stream()
                .filter(line -> line.string("cron")
                        .toLowerCase(Locale.ROOT)
                        .replace("_", "")
                        .contains(name))
                .toList();
    }

    /** Hibernate prints every statement that it runs: an account of them that is not z0's. */
    private static void checkStatements(Lines lines) {
        long printed = lines.application().stream()
                .filter(text -> text.matches("Hibernate: (select|insert|update|delete).*"))
                .count();
        long counted = Stream.concat(lines.kind("request").stream(), lines.kind("cron").stream())
                .mapToLong(line -> line.number("db_queries"))
                .sum();
        assertEquals(printed, counted, "statements");
    }
}
