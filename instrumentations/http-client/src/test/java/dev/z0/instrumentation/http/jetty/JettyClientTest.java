package dev.z0.instrumentation.http.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.weaving.Instrumentation;
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
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpClientTransport;
import org.eclipse.jetty.client.api.ContentResponse;
import org.eclipse.jetty.client.api.Request;
import org.eclipse.jetty.client.api.Response;
import org.eclipse.jetty.client.api.Result;
import org.eclipse.jetty.client.util.BasicAuthentication;
import org.eclipse.jetty.client.util.BufferingResponseListener;
import org.eclipse.jetty.client.util.BytesContentProvider;
import org.eclipse.jetty.client.util.InputStreamResponseListener;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Up to 11. */
class JettyClientTest extends JettyClientSuite {
    private final HttpClient client = client(TestCertificates.trusting());
    private final HttpClient distrusting = client(null);
    private final HttpClient narrow = client(null);

    /** In each version's way. */
    private static HttpClient client(SSLContext context) {
        try {
            Class<?> factory = Class.forName(SslContextFactory.class.getName() + "$Client");
            SslContextFactory tls = (SslContextFactory) factory.getConstructor().newInstance();
            tls.setSslContext(context);
            return client(factory, tls);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpClient client(Class<?> factory, SslContextFactory tls) throws ReflectiveOperationException {
        try {
            return HttpClient.class.getConstructor(SslContextFactory.class).newInstance(tls);
        } catch (NoSuchMethodException since10) {
            Class<?> type = Class.forName("org.eclipse.jetty.io.ClientConnector");
            Object connector = type.getConstructor().newInstance();
            type.getMethod("setSslContextFactory", factory).invoke(connector, tls);
            Object transport = Class.forName("org.eclipse.jetty.client.http.HttpClientTransportOverHTTP")
                    .getConstructor(type)
                    .newInstance(connector);
            return HttpClient.class.getConstructor(HttpClientTransport.class).newInstance(transport);
        }
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
    protected Class<? extends IOException> distrust() {
        return IOException.class; // before 9.4.58, some only told that the connection had ended
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
        agent.request(() -> send(with(get(server.uri("/ok")), "Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA==")));
        assertEquals(List.of(), calls());
    }

    @SuppressWarnings("deprecation") // what all versions have
    private static Request request(HttpClient by, Call call) {
        Request request = by.newRequest(call.uri())
                .method(call.method())
                .timeout(call.timeout().toMillis(), TimeUnit.MILLISECONDS);
        call.headers().forEach(request::header);
        return call.body() == null ? request : request.content(new BytesContentProvider(call.body()));
    }
}
