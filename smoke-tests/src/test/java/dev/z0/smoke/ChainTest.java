package dev.z0.smoke;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A browser asks a shop, which asks payments, which asks a ledger: what each request caused is told by lines alone. */
class ChainTest {
    private static final List<String> SERVICES = List.of("shop", "payments", "ledger");
    private static final int CLIENTS = 50;
    private static final int EACH = 12;
    /** The spans of a unit share so many digits of their ids. */
    private static final int UNIT_DIGITS = 10;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(30))
            .build();

    /**
     * One request of the browser.
     *
     * @param failing which service fails, none where there is no such
     * @param sentId the request id that it sent, null for none; likewise the trace, the span in it, and the baggage
     * @param requestId the id of the answer
     */
    private record Visit(
            int failing, String sentId, String trace, String span, String baggage, int status, String requestId) {

        /** What a service answers to its part: 0 where it is not asked. */
        int statusOf(int service) {
            if (failing >= SERVICES.size()) {
                return 200;
            }
            return service < failing ? 502 : service == failing ? 500 : 0;
        }
    }

    @BeforeAll
    static void needsAgent() {
        Assumptions.assumeTrue(Agent.present(), "no agent");
    }

    @Test
    void linesTellTheTreeOfEachRequest() throws Exception {
        try (Stub bank = new Stub();
                ServerProcess ledger = start("ledger", bank.url());
                ServerProcess payments = start("payments", ledger.base() + "/app");
                ServerProcess shop = start("shop", payments.base() + "/app")) {
            List<Visit> visits = visits(shop.base());
            List<Path> files = new ArrayList<>();
            Map<String, List<Line>> lines = new HashMap<>();
            for (ServerProcess service : List.of(shop, payments, ledger)) {
                service.stop();
                files.add(service.directory().resolve("lines.jsonl"));
                Lines read = Lines.of(Files.readString(files.get(files.size() - 1)));
                assertEquals(List.of(), read.corrupted());
                for (Line line : read.requests()) {
                    lines.computeIfAbsent(line.string("request_id"), id -> new ArrayList<>())
                            .add(line);
                }
            }
            Set<String> traces = new HashSet<>();
            List<Executable> checks = new ArrayList<>();
            for (Visit visit : visits) {
                checks.add(() -> {
                    List<Line> caused = lines.remove(visit.requestId());
                    assertNotNull(caused, () -> "no lines of " + visit);
                    check(visit, caused);
                    assertTrue(traces.add(caused.get(0).string("trace_id")), () -> "not its own trace: " + visit);
                    if (visit.failing() >= SERVICES.size()) {
                        assertEquals(2, bank.callsFor(visit.requestId()), visit::toString);
                        assertEquals(visit.baggage(), bank.baggageFor(visit.requestId()), visit::toString);
                    }
                });
            }
            assertAll(checks);
            assertEquals(Map.of(), lines, "lines of requests that nobody made");
            for (int failing = 0; failing <= SERVICES.size(); failing++) {
                int which = failing;
                Visit visit = visits.stream()
                        .filter(each -> each.failing() == which)
                        .findAny()
                        .orElseThrow();
                assertEquals(tree(visit), printedTree(visit.requestId(), files));
            }
        }
    }

    private static ServerProcess start(String service, String next) throws InterruptedException {
        return Server.UNDERTOW_JAVAX.start(
                "chain-" + service,
                Jdk.running(),
                List.of(Agent.option(), "-Dsmoke.stub=" + next),
                Map.of("OTEL_SERVICE_NAME", service, "Z0_LINE_FILE", "lines.jsonl"));
    }

    private List<Visit> visits(URI shop) throws InterruptedException, ExecutionException {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Callable<Visit>> tasks = new ArrayList<>();
            for (int i = 0; i < CLIENTS * EACH; i++) {
                int n = i;
                tasks.add(() -> visit(shop, n));
            }
            List<Visit> visits = new ArrayList<>();
            for (Future<Visit> done : clients.invokeAll(tasks)) {
                visits.add(done.get());
            }
            return visits;
        } finally {
            clients.shutdownNow();
        }
    }

    /** With and without ids of its own, with and without a service that fails, in all combinations. */
    private Visit visit(URI shop, int n) throws IOException, InterruptedException {
        int failing = n % (SERVICES.size() + 1);
        int kind = n / (SERVICES.size() + 1);
        String id = kind % 2 == 0 ? "browser-" + n : null;
        String trace = kind / 2 % 2 == 0 ? String.format("%032x", 0xfeed_0000L + n) : null;
        String span = trace == null ? null : String.format("%016x", 0xcafe_0000L + n);
        String baggage = kind / 4 % 2 == 0 ? "campaign=" + n + ";seen=yes,theme=dark" : null;
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        shop.resolve(failing < SERVICES.size() ? "/app/hop?fail=" + failing : "/app/hop"))
                .timeout(Duration.ofMinutes(5));
        if (id != null) {
            request.header("X-Request-Id", id);
        }
        if (trace != null) {
            request.header("traceparent", "00-" + trace + "-" + span + "-01");
        }
        if (baggage != null) {
            request.header("baggage", baggage);
        }
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        String received = response.headers().firstValue("X-Request-Id").orElse(null);
        return new Visit(failing, id, trace, span, baggage, response.statusCode(), received);
    }

    private static void check(Visit visit, List<Line> lines) {
        if (visit.sentId() != null) {
            assertEquals(visit.sentId(), visit.requestId(), "an id that was sent is kept");
        }
        assertEquals(visit.statusOf(0), visit.status(), visit::toString);
        Line caller = null;
        String trace = visit.trace() == null ? lines.get(0).string("trace_id") : visit.trace();
        int expected = 0;
        for (int i = 0; i < SERVICES.size() && visit.statusOf(i) != 0; i++) {
            Line hop = only(lines, SERVICES.get(i), "/app/hop");
            checkHop(visit, i, hop, trace);
            expected++;
            if (caller == null) {
                assertEquals(visit.span(), hop.get("parent_span_id"), hop::toString);
            } else {
                Line ping = only(lines, SERVICES.get(i), "/app/ping");
                assertEquals(trace, ping.get("trace_id"), ping::toString);
                assertCalledBy(caller, ping);
                assertCalledBy(caller, hop);
                assertNotEquals(
                        ping.get("parent_span_id"), hop.get("parent_span_id"), "each call is a span of its own");
                expected++;
            }
            caller = hop;
        }
        assertEquals(expected, lines.size(), lines::toString);
    }

    private static void checkHop(Visit visit, int service, Line line, String trace) {
        boolean fails = service == visit.failing();
        assertEquals(trace, line.get("trace_id"), line::toString);
        assertEquals(visit.statusOf(service), line.number("status"), line::toString);
        assertEquals(fails ? "java.lang.IllegalStateException" : null, line.get("error_class"), line::toString);
        assertEquals(fails ? 0 : 1, line.number("db_queries"), line::toString);
        assertEquals(fails ? 0 : 2, line.externalCalls(), line::toString);
    }

    private static Line only(List<Line> lines, String service, String path) {
        List<Line> found = lines.stream()
                .filter(line -> service.equals(line.get("service")) && path.equals(line.get("path")))
                .toList();
        assertEquals(1, found.size(), () -> path + " of " + service + " in " + lines);
        return found.get(0);
    }

    private static void assertCalledBy(Line caller, Line called) {
        String unit = caller.string("span_id").substring(0, UNIT_DIGITS);
        String parent = called.string("parent_span_id");
        assertTrue(parent != null && parent.startsWith(unit), () -> called + " was called by " + caller);
        assertNotEquals(caller.get("span_id"), parent, "the caller is a span inside the unit");
    }

    /** What the command must print, without times. */
    private static String tree(Visit visit) {
        StringBuilder tree = new StringBuilder();
        String indent = "";
        for (int i = 0; i < SERVICES.size() && visit.statusOf(i) != 0; i++) {
            int status = visit.statusOf(i);
            if (i > 0) {
                tree.append(indent).append("├─ ").append(SERVICES.get(i)).append("  GET /app/ping 200\n");
                tree.append(indent).append("└─ ");
                indent += "   ";
            }
            if (i > 0 && status >= 400) {
                tree.append(SERVICES.get(i - 1)).append("  localhost get_hop ").append(status);
                tree.append("  ").append(status).append('\n').append(indent).append("└─ ");
                indent += "   ";
            }
            tree.append(SERVICES.get(i)).append("  GET /app/hop ").append(status);
            if (i == visit.failing()) {
                tree.append("  java.lang.IllegalStateException: the chain is broken");
            }
            tree.append('\n');
        }
        return tree.toString();
    }

    private static String printedTree(String requestId, List<Path> files) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(Jdk.running().tool("java"), "-jar"));
        command.addAll(List.of(Agent.jar().toString(), "tree", requestId));
        files.stream().sorted(Comparator.reverseOrder()).map(Path::toString).forEach(command::add);
        try (ServerProcess process =
                ServerProcess.start(ServerProcess.directory("chain-tree-" + requestId), null, command, Map.of())) {
            assertEquals(0, process.awaitExit(), process::printed);
            return process.printed().replaceAll(" \\d+ms", "");
        }
    }
}
