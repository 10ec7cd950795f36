package dev.z0.instrumentation.http.jetty;

import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.testing.HttpClientSuite;
import dev.z0.testing.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpClientTransport;
import org.eclipse.jetty.client.api.ContentResponse;
import org.eclipse.jetty.client.api.Request;
import org.eclipse.jetty.client.util.BytesContentProvider;
import org.eclipse.jetty.client.util.InputStreamResponseListener;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterAll;

class JettyClientTest extends HttpClientSuite {
    private static final HttpClient CLIENT = client(TestCertificates.trusting());
    private static final HttpClient DISTRUSTING = client(null);

    @AfterAll
    static void stopClients() throws Exception {
        CLIENT.stop();
        DISTRUSTING.stop();
    }

    /** One that runs, in each version's way. */
    private static HttpClient client(SSLContext context) {
        try {
            Class<?> factory = Class.forName(SslContextFactory.class.getName() + "$Client");
            SslContextFactory tls = (SslContextFactory) factory.getConstructor().newInstance();
            tls.setSslContext(context);
            HttpClient client = client(factory, tls);
            client.start();
            return client;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpClient client(Class<?> factory, SslContextFactory tls) throws Exception {
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

    @Override
    protected Instrumentation[] instrumentations() {
        return new Instrumentation[] {new JettyClient()};
    }

    @Override
    protected boolean resends() {
        return false;
    }

    @Override
    protected Answer send(Call call) throws Exception {
        return send(CLIENT, call);
    }

    @Override
    protected Answer sendDistrusting(Call call) throws Exception {
        return send(DISTRUSTING, call);
    }

    private Answer send(HttpClient client, Call call) throws Exception {
        try {
            return execute(request(client, call));
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }

    @Override
    protected InputStream open(Call call) throws Exception {
        InputStreamResponseListener listener = new InputStreamResponseListener();
        request(CLIENT, call).send(listener);
        listener.get(call.timeout().toMillis(), TimeUnit.MILLISECONDS);
        return listener.getInputStream();
    }

    /** Sends it, in one of the client's ways. */
    protected Answer execute(Request request) throws Exception {
        ContentResponse response = request.send();
        return new Answer(response.getStatus(), response.getContent());
    }

    @SuppressWarnings("deprecation") // what all versions have
    private static Request request(HttpClient client, Call call) {
        Request request = client.newRequest(call.uri())
                .method(call.method())
                .timeout(call.timeout().toMillis(), TimeUnit.MILLISECONDS);
        call.headers().forEach(request::header);
        return call.body() == null ? request : request.content(new BytesContentProvider(call.body()));
    }
}
