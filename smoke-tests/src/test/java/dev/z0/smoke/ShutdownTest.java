package dev.z0.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The end of a service: under load every request that got its whole answer has its line, and nothing delays it. */
class ShutdownTest {
    private static final int CLIENTS = 50;

    @ParameterizedTest
    @EnumSource(names = {"TOMCAT_10", "JETTY_12", "UNDERTOW_JAKARTA"})
    void losesNoLine(Server server) throws Exception {
        try (Stub stub = new Stub();
                ServerProcess process = server.start(Jdk.running(), ServerMatrixTest.options(stub), Map.of())) {
            Queue<Answer> answers = new ConcurrentLinkedQueue<>();
            CountDownLatch busy = new CountDownLatch(2000);
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int client = i;
                Thread thread = new Thread(() -> askUntilItEnds(process, client, answers, busy));
                thread.start();
                clients.add(thread);
            }
            busy.await();
            Lines lines = process.stop();
            for (Thread client : clients) {
                client.join();
            }
            if (!Agent.present()) {
                return;
            }
            Set<Object> ids = new HashSet<>();
            for (Line line : lines.requests()) {
                assertTrue(ids.add(line.get("request_id")), () -> "a second line: " + line);
            }
            assertEquals(
                    List.of(),
                    answers.stream()
                            .map(Answer::requestId)
                            .filter(id -> !ids.contains(id))
                            .toList(),
                    () -> "requests without a line, of " + answers.size());
            assertEquals(List.of(), lines.corrupted());
        }
    }

    @Test
    void waitsForNoSilentCollector() throws Exception {
        // The kernel takes connections and what is sent; nobody answers.
        try (ServerSocket silent = new ServerSocket(0);
                Stub stub = new Stub();
                ServerProcess process = Server.UNDERTOW_JAKARTA.start(
                        "shutdown-silent-collector",
                        Jdk.running(),
                        ServerMatrixTest.options(stub),
                        Map.of(
                                "OTEL_EXPORTER_OTLP_ENDPOINT",
                                "http://127.0.0.1:" + silent.getLocalPort(),
                                "OTEL_BSP_SCHEDULE_DELAY",
                                "10ms",
                                "Z0_METRICS",
                                "otlp,lines",
                                "Z0_METRICS_INTERVAL",
                                "10ms"))) {
            if (!Agent.present()) {
                return;
            }
            // Everything is loaded and underway: what is left to do at the end takes no time but the collector's.
            silent.accept().close();
            process.awaitOutput("\"kind\":\"metric\"");
            new Load(process.base()).send(Call.get("/app/ping", 200), null);
            process.stop();
            Lines lines = process.output();
            assertFalse(lines.kind("metric").isEmpty(), "metrics as lines");
            List<Line> told = lines.kind("agent");
            Line last = told.get(told.size() - 1);
            assertEquals("z0 stops", last.get("message"), () -> "the last of " + told);
            assertEquals(0, last.number("lines_dropped"));
            assertEquals(0, last.number("tasks_dropped"));
            assertTrue(last.number("spans_dropped") > 0, last::toString);
            assertTrue(
                    told.stream().anyMatch(line -> line.string("message").contains("does not take")),
                    () -> "nothing of the collector in " + told);
        }
    }

    private static void askUntilItEnds(ServerProcess process, int client, Queue<Answer> answers, CountDownLatch busy) {
        Load load = new Load(process.base());
        Call call = Call.get("/app/work?q=1", 200);
        try {
            for (int i = 0; process.isAlive(); i++) {
                Answer answer = load.send(call, "term-" + client + "-" + i);
                if (answer.receivedId() != null) {
                    answers.add(answer);
                }
                busy.countDown();
            }
        } catch (IOException e) {
            // The server has gone, which is what this client waited for.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
