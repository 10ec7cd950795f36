package dev.z0.instrumentation.http.apache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.testing.HttpClientSuite;
import dev.z0.testing.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.SSLConnectionSocketFactory;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation") // the methods that the oldest version has
class ApacheClient5Test extends HttpClientSuite {
    private static final CloseableHttpClient CLIENT = client(TestCertificates.trusting());

    private static CloseableHttpClient client(SSLContext tls) {
        PoolingHttpClientConnectionManagerBuilder connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(100)
                .setMaxConnTotal(100);
        if (tls != null) {
            connections.setSSLSocketFactory(new SSLConnectionSocketFactory(tls));
        }
        return HttpClients.custom()
                .setConnectionManager(connections.build())
                .setRetryStrategy(new org.apache.hc.client5.http.impl.DefaultHttpRequestRetryStrategy(
                        1, TimeValue.ofMilliseconds(1)))
                .build();
    }

    @Override
    protected Instrumentation[] instrumentations() {
        return new Instrumentation[] {new ApacheClient5()};
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
        InputStream body = response.getEntity().getContent();
        return new java.io.FilterInputStream(body) {
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
                        response.getCode(),
                        response.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(response.getEntity())));
    }

    private static ClassicHttpRequest request(Call call) {
        HttpUriRequestBase request = new HttpUriRequestBase(call.method(), call.uri());
        call.headers().forEach(request::addHeader);
        request.setConfig(RequestConfig.custom()
                .setResponseTimeout(Timeout.ofMilliseconds(call.timeout().toMillis()))
                .build());
        if (call.body() != null) {
            request.setEntity(new ByteArrayEntity(call.body(), ContentType.APPLICATION_JSON));
        }
        return request;
    }

    @Test
    void theApplicationsOwnRequestStaysAsItIs() throws Exception {
        ClassicHttpRequest same = request(get(server.uri("/ok")));
        for (int i = 0; i < 2; i++) {
            Request request =
                    agent.request(() -> CLIENT.execute(same, response -> EntityUtils.toString(response.getEntity())));
            assertEquals(1, request.tally().calls());
            assertEquals(request.requestId(), server.received().get(i).header("x-request-id"));
        }
        assertEquals(0, same.getHeaders().length);
    }
}
