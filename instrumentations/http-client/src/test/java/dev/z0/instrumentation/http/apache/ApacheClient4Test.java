package dev.z0.instrumentation.http.apache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.testing.HttpClientSuite;
import dev.z0.testing.TestCertificates;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import javax.net.ssl.SSLContext;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.util.EntityUtils;
import org.junit.jupiter.api.Test;

class ApacheClient4Test extends HttpClientSuite {
    private static final CloseableHttpClient CLIENT = client(TestCertificates.trusting());

    private static CloseableHttpClient client(SSLContext tls) {
        return HttpClients.custom()
                .setSSLContext(tls)
                .setMaxConnPerRoute(100)
                .setMaxConnTotal(100)
                .build();
    }

    @Override
    protected Instrumentation[] instrumentations() {
        return new Instrumentation[] {new ApacheClient4()};
    }

    @Override
    protected Answer send(Call call) throws IOException {
        return send(CLIENT, call);
    }

    @Override
    protected Answer sendDistrusting(Call call) throws IOException {
        return send(client(null), call);
    }

    @Override
    protected InputStream open(Call call) throws IOException {
        CloseableHttpResponse response = CLIENT.execute(request(call));
        return new FilterInputStream(response.getEntity().getContent()) {
            @Override
            public void close() throws IOException {
                response.close(); // the connection too: else closing reads the rest
                super.close();
            }
        };
    }

    private static Answer send(CloseableHttpClient client, Call call) throws IOException {
        return client.execute(
                request(call),
                response -> new Answer(
                        response.getStatusLine().getStatusCode(),
                        response.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(response.getEntity())));
    }

    private static HttpUriRequest request(Call call) {
        RequestBuilder request = RequestBuilder.create(call.method()).setUri(call.uri());
        call.headers().forEach(request::addHeader);
        request.setConfig(RequestConfig.custom()
                .setSocketTimeout((int) call.timeout().toMillis())
                .build());
        if (call.body() != null) {
            request.setEntity(new ByteArrayEntity(call.body()));
        }
        return request.build();
    }

    @Test
    void theApplicationsOwnRequestStaysAsItIs() throws Exception {
        HttpUriRequest same = request(get(server.uri("/ok")));
        for (int i = 0; i < 2; i++) {
            Request request =
                    agent.request(() -> CLIENT.execute(same, response -> EntityUtils.toString(response.getEntity())));
            assertEquals(1, request.tally().calls());
            assertEquals(request.requestId(), server.received().get(i).header("x-request-id"));
        }
        assertEquals(0, same.getAllHeaders().length);
    }
}
