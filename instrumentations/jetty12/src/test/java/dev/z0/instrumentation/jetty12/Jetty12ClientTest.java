package dev.z0.instrumentation.jetty12;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.instrumentation.http.jetty.JettyClient;
import dev.z0.testing.JettyClientSuite;
import dev.z0.testing.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.client.BasicAuthentication;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpUpgrader;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class Jetty12ClientTest extends JettyClientSuite {
    private final HttpClient client = client(TestCertificates.trusting());
    private final HttpClient distrusting = client(null);
    private final HttpClient narrow = client(null);

    private static HttpClient client(SSLContext context) {
        SslContextFactory.Client tls = new SslContextFactory.Client();
        tls.setSslContext(context);
        HttpClient client = new HttpClient();
        client.setSslContextFactory(tls);
        return client;
    }

    @BeforeAll
    void startClients() throws Exception {
        narrow.setMaxConnectionsPerDestination(1);
        narrow.setMaxRequestsQueuedPerDestination(2);
        client.start();
        distrusting.start();
        narrow.start();
    }

    @BeforeEach
    void identify() {
        client.getAuthenticationStore().clearAuthentications();
        client.getAuthenticationStore()
                .addAuthentication(new BasicAuthentication(server.uri("/secret"), "/secret", "me", "mine"));
    }

    @AfterAll
    void stopClients() throws Exception {
        client.stop();
        distrusting.stop();
        narrow.stop();
    }

    @Override
    protected Instrumentation[] instrumentations() {
        return new Instrumentation[] {new JettyClient()};
    }

    @Override
    protected Answer send(Call call) throws Exception {
        return send(client, call);
    }

    @Override
    protected Answer sendDistrusting(Call call) throws Exception {
        return send(distrusting, call);
    }

    private Answer send(HttpClient by, Call call) throws Exception {
        try {
            return execute(request(by, call));
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }

    /** Sends it, in one of the client's ways. */
    protected Answer execute(Request request) throws Exception {
        ContentResponse response = request.send();
        return new Answer(response.getStatus(), response.getContent());
    }

    /** Another. */
    static CompletableFuture<Answer> enqueue(Request request, BiConsumer<String, SpanRecord> told) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        request.send(new BufferingResponseListener() {
            @Override
            public void onHeaders(Response response) {
                told.accept("headers", SpanRecord.current());
                super.onHeaders(response);
            }

            @Override
            public void onContent(Response response, ByteBuffer content) {
                told.accept("content", SpanRecord.current());
                super.onContent(response, content);
            }

            @Override
            public void onComplete(Result result) {
                told.accept("complete", SpanRecord.current());
                if (result.isFailed()) {
                    answer.completeExceptionally(result.getFailure());
                } else {
                    answer.complete(new Answer(result.getResponse().getStatus(), getContent()));
                }
            }
        });
        return answer;
    }

    @Override
    protected CompletableFuture<Answer> sendNarrowly(Call call, BiConsumer<String, SpanRecord> told) {
        return enqueue(request(narrow, call), told);
    }

    @Override
    protected InputStream open(Call call) throws Exception {
        InputStreamResponseListener listener = new InputStreamResponseListener();
        request(client, call).send(listener);
        listener.get(call.timeout().toMillis(), TimeUnit.MILLISECONDS);
        return listener.getInputStream();
    }

    @Test
    void aWebSocketsHandshakeIsNoCall() throws Exception {
        HttpUpgrader refused = new HttpUpgrader() {
            @Override
            public void prepare(Request request) {}

            @Override
            public void upgrade(Response response, EndPoint endPoint, Callback callback) {}
        };
        agent.request(() -> request(client, get(server.uri("/ok")))
                .attribute(HttpUpgrader.Factory.class.getName(), (HttpUpgrader.Factory) version -> refused)
                .send());
        assertEquals(1, server.received().size());
        assertEquals(List.of(), calls());
    }

    private static Request request(HttpClient by, Call call) {
        Request request = by.newRequest(call.uri())
                .method(call.method())
                .timeout(call.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .headers(headers -> call.headers().forEach(headers::add));
        return call.body() == null ? request : request.body(new BytesRequestContent("application/json", call.body()));
    }
}
