package dev.z0.instrumentation.http;

import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.instrumentation.http.jdk.JdkHttpClient;
import dev.z0.instrumentation.http.url.UrlConnections;
import dev.z0.testing.HttpClientSuite;
import dev.z0.testing.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import javax.net.ssl.HttpsURLConnection;
import org.junit.jupiter.api.Nested;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.ResponseErrorHandler;
import org.springframework.web.client.RestTemplate;

/** A client that rides on others: one call, whatever is below. */
class RestTemplateTest {
    abstract static class Suite extends HttpClientSuite {
        abstract ClientHttpRequestFactory requests(Duration timeout, boolean trusting);

        @Override
        protected Instrumentation[] instrumentations() {
            return new Instrumentation[] {new UrlConnections(), new JdkHttpClient()};
        }

        @Override
        protected boolean streams() {
            return false;
        }

        @Override
        protected InputStream open(Call call) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected Answer send(Call call) throws Exception {
            return send(call, true);
        }

        @Override
        protected Answer sendDistrusting(Call call) throws Exception {
            return send(call, false);
        }

        private Answer send(Call call, boolean trusting) throws IOException {
            RestTemplate template = new RestTemplate(requests(call.timeout(), trusting));
            template.setErrorHandler(new NoErrors());
            try {
                return template.execute(
                        call.uri(),
                        HttpMethod.valueOf(call.method()),
                        request -> {
                            call.headers().forEach(request.getHeaders()::add);
                            if (call.body() != null) {
                                request.getBody().write(call.body());
                            }
                        },
                        response -> new Answer(response.getStatusCode().value(), readAll(response.getBody())));
            } catch (ResourceAccessException e) {
                throw (IOException) e.getCause();
            }
        }
    }

    private static final class NoErrors implements ResponseErrorHandler {
        @Override
        public boolean hasError(ClientHttpResponse response) {
            return false;
        }

        @Override
        public void handleError(URI url, HttpMethod method, ClientHttpResponse response) {
            throw new IllegalStateException(HttpStatusCode.class.getName());
        }
    }

    @Nested
    class OverUrlConnections extends Suite {
        @Override
        ClientHttpRequestFactory requests(Duration timeout, boolean trusting) {
            SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory() {
                @Override
                protected void prepareConnection(HttpURLConnection connection, String method) throws IOException {
                    super.prepareConnection(connection, method);
                    if (trusting && connection instanceof HttpsURLConnection https) {
                        https.setSSLSocketFactory(TestCertificates.trusting().getSocketFactory());
                    }
                }
            };
            requests.setReadTimeout(timeout);
            return requests;
        }
    }

    @Nested
    class OverJavaNetHttp extends Suite {
        private static final HttpClient TRUSTING = HttpClient.newBuilder()
                .sslContext(TestCertificates.trusting())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();

        @Override
        ClientHttpRequestFactory requests(Duration timeout, boolean trusting) {
            HttpClient client = trusting ? TRUSTING : HttpClient.newHttpClient();
            JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(client);
            requests.setReadTimeout(timeout);
            return requests;
        }
    }
}
