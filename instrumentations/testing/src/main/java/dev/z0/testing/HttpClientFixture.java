package dev.z0.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.z0.agent.core.export.AgentMessage;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.support.CallDepth;
import dev.z0.agent.core.weaving.Instrumentation;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A client to be tested, servers on the loopback, and what z0 made of the calls between them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class HttpClientFixture {
    /** For calls that are to come back. */
    protected static final Duration PATIENCE = Duration.ofSeconds(20);

    protected TestAgent agent;
    protected LoopbackServer server;
    protected LoopbackServer secure;

    /** What to send, where each header is added to those that are there. A null body is none. */
    public record Call(String method, URI uri, Map<String, String> headers, byte[] body, Duration timeout) {}

    /** What came back, whatever the status. */
    public record Answer(int status, byte[] body) {}

    /** What is to be woven. */
    protected abstract Instrumentation[] instrumentations();

    /** Sends and reads all of the response; follows redirects; trusts {@link TestCertificates}. */
    protected abstract Answer send(Call call) throws Exception;

    /** Sends, and answers the response's body before it is read. */
    protected abstract InputStream open(Call call) throws Exception;

    /** The same client, but trusting nobody more than the JDK does. */
    protected abstract Answer sendDistrusting(Call call) throws Exception;

    /** Whether {@link #open} comes back before the body is there. */
    protected boolean streams() {
        return true;
    }

    /** Whether the client follows redirects by itself. */
    protected boolean redirects() {
        return true;
    }

    /** Whether the client sends a request again where the server dropped the connection that it came by. */
    protected boolean resends() {
        return true;
    }

    /** How a connection to a server fails that the client doesn't trust. */
    protected Class<? extends IOException> distrust() {
        return SSLException.class;
    }

    @BeforeAll
    final void start() {
        agent = TestAgent.start(instrumentations());
    }

    /** Each test has servers of its own: what an earlier one gave up may reach its server late. */
    @BeforeEach
    final void startServers() throws IOException {
        agent.clear();
        server = new LoopbackServer(null);
        secure = new LoopbackServer(TestCertificates.trusting());
    }

    @AfterEach
    final void stopServers() throws IOException {
        server.close();
        secure.close();
        assertFalse(CallDepth.HTTP.inside());
        assertEquals(
                List.of(), agent.messages().stream().map(AgentMessage::text).toList(), "z0 complained");
    }

    protected static Call get(URI uri) {
        return new Call("GET", uri, Map.of(), null, PATIENCE);
    }

    protected static Call post(URI uri, byte[] body) {
        return new Call("POST", uri, Map.of("Content-Type", "application/json"), body, PATIENCE);
    }

    protected static Call with(Call call, String... headers) {
        Map<String, String> all = new HashMap<>(call.headers());
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return new Call(call.method(), call.uri(), all, call.body(), call.timeout());
    }

    /** The calls that were counted since the test began. */
    protected List<ExternalCall> calls() {
        List<ExternalCall> calls = new ArrayList<>();
        for (SpanRecord span : agent.spans()) {
            if (span instanceof ExternalCall) {
                calls.add((ExternalCall) span);
            }
        }
        return calls;
    }

    protected ExternalCall onlyCall() {
        List<ExternalCall> calls = calls();
        assertEquals(1, calls.size(), "calls counted");
        return calls.get(0);
    }

    protected static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** All of a body, whose stream may be null. */
    protected static byte[] readAll(InputStream in) throws IOException {
        if (in == null) {
            return new byte[0];
        }
        try (in) {
            // not readAllBytes: the plain methods are what clients' own code uses
            byte[] all = new byte[0];
            byte[] buffer = new byte[8000];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                int length = all.length;
                all = Arrays.copyOf(all, length + n);
                System.arraycopy(buffer, 0, all, length, n);
            }
            return all;
        }
    }
}
