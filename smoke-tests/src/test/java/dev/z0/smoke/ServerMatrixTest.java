package dev.z0.smoke;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every server as shipped, on every JDK that it supports: as many lines as requests, each with what its own request did. */
class ServerMatrixTest {
    private static final int EACH = 15;

    static Stream<Arguments> servers() {
        int running = Jdk.running().version();
        boolean full = System.getProperty("z0.smoke", "default").equals("full");
        List<Arguments> servers = new ArrayList<>();
        Set<Integer> represented = new HashSet<>();
        for (Server server : Server.values()) {
            for (int jdk : Jdk.wanted()) {
                if (server.supports(jdk) && (full || jdk == running || represented.add(jdk))) {
                    servers.add(Arguments.of(server, jdk));
                }
            }
        }
        return servers.stream();
    }

    @ParameterizedTest(name = "{0} on JDK {1}")
    @MethodSource("servers")
    void eachRequestHasItsLine(Server server, int version) throws Exception {
        Jdk jdk = Jdk.of(version);
        try (Stub stub = new Stub();
                ServerProcess process = server.start(jdk, options(stub), Map.of("Z0_TENANT", "query:q"))) {
            List<Answer> answers = new Load(process.base()).run(EACH, Call.mix());
            for (Answer answer : answers) {
                if (!answer.call().aborted()) {
                    assertEquals(answer.call().status(), answer.status(), answer::toString);
                }
            }
            Lines lines = process.stop();
            if (Agent.present()) {
                check(answers, lines, stub);
                checkTenants(answers, lines);
            }
        }
    }

    /** They are in the query string, here. */
    private static void checkTenants(List<Answer> answers, Lines lines) {
        Map<String, String> tenants = new HashMap<>();
        answers.forEach(answer -> tenants.put(answer.requestId(), answer.call().parameter("q")));
        for (Line line : lines.requests()) {
            assertEquals(tenants.get(line.string("request_id")), line.get("tenant_id"), line::toString);
        }
    }

    static List<String> options(Stub stub) {
        List<String> options = new ArrayList<>();
        if (Agent.present()) {
            options.add(Agent.option());
        }
        options.add("-Dsmoke.stub=" + stub.url());
        return options;
    }

    static void check(List<Answer> answers, Lines lines, Stub stub) {
        assertEquals(List.of(), lines.corrupted());
        Map<String, Line> byId = new HashMap<>();
        Set<Object> traces = new HashSet<>();
        for (Line line : lines.requests()) {
            assertNull(byId.put(line.string("request_id"), line), () -> "a second line: " + line);
            assertTrue(traces.add(line.get("trace_id")), () -> "not its own trace: " + line);
            assertFalse(line.text().contains("hush"), () -> "a literal of a statement: " + line);
        }
        List<Executable> checks = new ArrayList<>();
        for (Answer answer : answers) {
            checks.add(() -> check(answer, byId.get(answer.requestId()), stub));
        }
        checks.add(() -> assertEquals(answers.size(), byId.size(), "lines"));
        assertAll(checks);
    }

    private static void check(Answer answer, Line line, Stub stub) {
        Call call = answer.call();
        assertNotNull(line, () -> "no line for " + answer);
        assertEquals(call.method(), line.get("method"), line::toString);
        assertEquals(call.bare(), line.get("path"), line::toString);
        if (call.aborted()) {
            return;
        }
        if (answer.sentId() != null) {
            assertEquals(answer.sentId(), answer.receivedId(), "an id that was sent is kept");
        }
        assertEquals(call.status(), line.number("status"), line::toString);
        assertEquals(call.queries(), line.number("db_queries"), line::toString);
        assertEquals(call.calls(), line.externalCalls(), line::toString);
        assertEquals(call.calls(), stub.callsFor(answer.requestId()), () -> "calls that carried the id of " + line);
        assertEquals(call.error(), line.get("error_class"), line::toString);
        assertTrue(answer.receivedId() != null, () -> "no X-Request-Id on " + answer);
    }
}
