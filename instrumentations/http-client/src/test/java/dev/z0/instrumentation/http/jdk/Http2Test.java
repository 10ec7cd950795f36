package dev.z0.instrumentation.http.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.testing.TestAgent;
import dev.z0.testing.TestCertificates;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many calls at once over one HTTP/2 connection. */
class Http2Test {
    private static final Set<Integer> CONNECTIONS = ConcurrentHashMap.newKeySet();
    private static TestAgent agent;
    private static Undertow server;

    @BeforeAll
    static void start() {
        agent = TestAgent.start(new JdkHttpClient());
        server = Undertow.builder()
                .addHttpsListener(0, "localhost", TestCertificates.trusting())
                .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
                .setHandler(Http2Test::answer)
                .build();
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @BeforeEach
    void reset() {
        agent.clear();
        CONNECTIONS.clear();
    }

    private static void answer(HttpServerExchange exchange) {
        CONNECTIONS.add(
                exchange.getConnection().getPeerAddress(InetSocketAddress.class).getPort());
        if (exchange.getRequestPath().startsWith("/status/")) {
            exchange.setStatusCode(Integer.parseInt(exchange.getRequestPath().substring("/status/".length())));
        }
        exchange.getResponseSender()
                .send(exchange.getRequestHeaders().getFirst(new HttpString("traceparent")) + " "
                        + exchange.getRequestHeaders().getFirst(new HttpString("X-Request-Id")));
    }

    private static URI uri(String scheme, String path) {
        InetSocketAddress address =
                (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        return URI.create(scheme + "://localhost:" + address.getPort() + path);
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().sslContext(TestCertificates.trusting()).build();
    }

    @Test
    void callsOnOneConnectionKeepApart() throws Exception {
        HttpClient client = client();
        HttpRequest same = HttpRequest.newBuilder(uri("https", "/ok")).build();
        assertEquals(
                HttpClient.Version.HTTP_2,
                client.send(same, BodyHandlers.discarding()).version());
        agent.clear();
        CONNECTIONS.clear();

        List<String> answers = new ArrayList<>();
        Request request = agent.request(() -> {
            List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                all.add(client.sendAsync(same, BodyHandlers.ofString()));
            }
            for (CompletableFuture<HttpResponse<String>> one : all) {
                answers.add(one.get().body());
            }
        });
        assertEquals(1, CONNECTIONS.size());
        assertEquals(80, request.tally().calls());
        Set<String> expected = agent.spans().stream()
                .map(span -> span.trace().traceparent(span.spanId()) + " " + request.requestId())
                .collect(Collectors.toSet());
        assertEquals(80, expected.size());
        assertEquals(expected, Set.copyOf(answers));
    }

    @Test
    void anErrorIsOneHereToo() throws Exception {
        HttpClient client = client();
        HttpRequest failing =
                HttpRequest.newBuilder(uri("https", "/status/503")).build();
        Request request = agent.request(() ->
                assertEquals(503, client.send(failing, BodyHandlers.ofString()).statusCode()));
        assertEquals(1, request.tally().externals().iterator().next().errors());
        ExternalCall call = (ExternalCall) agent.spans().get(0);
        assertEquals(503, call.status());
    }

    @Test
    void aWebSocketIsNoCall() {
        HttpClient client = client();
        assertThrows(CompletionException.class, () -> client.newWebSocketBuilder()
                .buildAsync(uri("wss", "/ok"), new WebSocket.Listener() {})
                .join());
        for (SpanRecord span : agent.spans()) {
            assertFalse(span instanceof ExternalCall);
        }
    }
}
