package dev.z0.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.weaving.Instrumentation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * What every server without servlets has to pass: each request is one unit, with what its client saw. It serves
 *
 * <ul>
 *   <li>{@code /pages/hello}: {@code hello} with status 200
 *   <li>{@code /pages/gone}: nothing, with status 410
 *   <li>{@code /pages/later}: {@code hello}, from another thread, after the one that it was called on has left
 *   <li>{@code /pages/broken}, {@code /pages/number}: an IllegalStateException, a NumberFormatException
 * </ul>
 *
 * and nothing else.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
public abstract class HttpServerSuite {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");
    private static final Pattern ID = Pattern.compile("(?i)\\r\\nX-Request-Id: *(\\S+)\\r\\n");

    private TestAgent agent;
    private int port;

    /** What a client saw: status 0 and no id where the connection was closed without an answer. */
    private record Answer(int status, String id, String text) {}

    /** What is to be woven. */
    protected abstract Instrumentation[] instrumentations();

    /** Starts the server on a free port of the loopback, and answers that. */
    protected abstract int startServer() throws Exception;

    /** Stops it. */
    protected abstract void stopServer() throws Exception;

    @BeforeAll
    void start() throws Exception {
        agent = TestAgent.start(instrumentations());
        port = startServer();
    }

    @AfterAll
    void stop() throws Exception {
        stopServer();
    }

    @BeforeEach
    void forget() {
        agent.clear();
    }

    @Test
    void aRequestIsOneUnit() throws Exception {
        Answer answer = ask("GET", "/pages/hello?name=value", null);
        Request request = only();
        assertTrue(answer.text().endsWith("hello"), answer::text);
        assertEquals("GET", request.method());
        assertEquals("/pages/hello", request.path());
        assertEquals("/pages/hello", request.route());
        assertEquals("127.0.0.1", request.client());
        assertEquals(5, request.bytesOut());
        assertSeen(200, answer, request);
        assertNull(request.failure());
    }

    @Test
    void theCallersIdIsKept() throws Exception {
        assertEquals(
                "from-the-caller", ask("GET", "/pages/hello", "from-the-caller").id());
        assertEquals("from-the-caller", only().requestId());
    }

    @Test
    void anAnswerWithoutABody() throws Exception {
        assertSeen(410, ask("GET", "/pages/gone", null), only());
    }

    @Test
    void anAnswerFromAnotherThread() throws Exception {
        Answer answer = ask("POST", "/pages/later", null);
        assertTrue(answer.text().endsWith("hello"), answer::text);
        assertSeen(200, answer, only());
    }

    @Test
    void whatIsNotThere() throws Exception {
        Answer answer = ask("GET", "/nowhere?name=value", null);
        Request request = only();
        assertEquals("/nowhere", request.path());
        assertEquals("/*", request.route());
        assertSeen(404, answer, request);
    }

    @Test
    void anExceptionOfTheHandler() throws Exception {
        assertFailed(IllegalStateException.class, ask("GET", "/pages/broken", null), only());
    }

    @Test
    void anExceptionThatTheServerKnows() throws Exception {
        assertFailed(NumberFormatException.class, ask("GET", "/pages/number", null), only());
    }

    @Test
    void manyAtOnce() throws Exception {
        String[] paths = {"/pages/hello", "/pages/gone", "/pages/later", "/pages/broken", "/nowhere"};
        int clients = 20;
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Callable<Answer>> calls = new ArrayList<>();
            for (int i = 0; i < clients * paths.length; i++) {
                String path = paths[i % paths.length];
                String id = path.equals("/nowhere") ? null : "many-" + i;
                calls.add(() -> ask("GET", path, id));
            }
            Set<String> answered = new HashSet<>();
            for (Future<Answer> call : threads.invokeAll(calls)) {
                answered.add(call.get().id());
            }
            answered.remove(null);
            Set<String> ended = new HashSet<>();
            agent.awaitUnits(calls.size()).forEach(unit -> ended.add(((Request) unit).requestId()));
            assertEquals(calls.size(), ended.size());
            assertEquals(calls.size(), agent.units().size());
            assertTrue(ended.containsAll(answered), "each answer has its unit");
        } finally {
            threads.shutdownNow();
        }
    }

    private Request only() {
        Request request = (Request) agent.awaitUnits(1).get(0);
        assertEquals(1, agent.units().size());
        return request;
    }

    private static void assertSeen(int status, Answer answer, Request request) {
        assertEquals(status, answer.status());
        assertEquals(status, request.status());
        assertEquals(request.requestId(), answer.id());
    }

    /** Some servers answer it, some only close the connection. */
    private static void assertFailed(Class<?> type, Answer answer, Request request) {
        assertNotEquals(200, answer.status());
        assertEquals(answer.status(), request.status());
        assertEquals(type, request.failure().getClass());
        assertTrue(request.failed(), "an exception got out");
        if (answer.status() != 0) {
            assertEquals(request.requestId(), answer.id());
        }
    }

    private Answer ask(String method, String path, String id) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String head = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + (id == null ? "" : "X-Request-Id: " + id + "\r\n")
                    + (method.equals("POST") ? "Content-Length: 0\r\n" : "") + "\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            Matcher status = STATUS.matcher(text);
            Matcher known = ID.matcher(text);
            return new Answer(
                    status.lookingAt() ? Integer.parseInt(status.group(1)) : 0,
                    known.find() ? known.group(1) : null,
                    text);
        }
    }
}
