package dev.z0.instrumentation.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.Summary;
import dev.z0.testing.TestAgent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** What every server that also speaks HTTP/2 has to pass: it serves what the suite of all servers asks for. */
final class Http2Requests {
    private Http2Requests() {}

    /** The first request asks for HTTP/2 in HTTP/1.1; further ones come over the same connection, all at once. */
    static void check(int port, TestAgent agent) throws Exception {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        Map<String, HttpResponse<String>> answers = new HashMap<>();
        add(answers, client.sendAsync(get(port, "/pages/hello?n=0"), HttpResponse.BodyHandlers.ofString()));
        List<CompletableFuture<HttpResponse<String>>> more = IntStream.range(1, 20)
                .mapToObj(i -> client.sendAsync(
                        get(port, i % 2 == 0 ? "/pages/later?n=" + i : "/pages/gone?n=" + i),
                        HttpResponse.BodyHandlers.ofString()))
                .toList();
        for (CompletableFuture<HttpResponse<String>> answer : more) {
            add(answers, answer);
        }
        List<Summary> units = agent.awaitUnits(20);
        assertEquals(20, agent.units().size());
        assertEquals(20, answers.size());
        for (Summary unit : units) {
            Request request = (Request) unit;
            HttpResponse<String> answer = answers.get(request.requestId());
            assertEquals(answer.uri().getPath(), request.path());
            assertEquals(answer.statusCode(), request.status());
            assertEquals(answer.body().length(), request.bytesOut());
            assertEquals("127.0.0.1", request.client());
        }
    }

    private static void add(Map<String, HttpResponse<String>> answers, CompletableFuture<HttpResponse<String>> coming) {
        HttpResponse<String> answer = coming.join();
        assertEquals(HttpClient.Version.HTTP_2, answer.version());
        answers.put(answer.headers().firstValue("X-Request-Id").orElseThrow(), answer);
    }

    private static HttpRequest get(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
    }
}
