package dev.z0.instrumentation.http.reactor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.testing.HttpClientSuite;
import dev.z0.testing.TestCertificates;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.JdkSslContext;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** Spring's reactive client, as it comes: on Reactor Netty. */
class WebClientTest extends HttpClientSuite {
    private static final HttpClient PLAIN = HttpClient.create().followRedirect(true);

    @SuppressWarnings("deprecation") // what takes the JDK's own kind of context
    private static final HttpClient CLIENT =
            PLAIN.secure(tls -> tls.sslContext(new JdkSslContext(TestCertificates.trusting(), true, ClientAuth.NONE)));

    @Override
    protected Instrumentation[] instrumentations() {
        return new Instrumentation[] {new ReactorNetty()};
    }

    @Override
    protected boolean streams() {
        return false;
    }

    @Override
    protected boolean resends() {
        return false;
    }

    @Override
    protected InputStream open(Call call) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected Answer send(Call call) {
        return exchange(CLIENT, call).block();
    }

    @Override
    protected Answer sendDistrusting(Call call) {
        return exchange(PLAIN, call).block();
    }

    private static Mono<Answer> exchange(HttpClient http, Call call) {
        WebClient.RequestBodySpec request = WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(http.responseTimeout(call.timeout())))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(-1))
                .build()
                .method(HttpMethod.valueOf(call.method()))
                .uri(call.uri())
                .headers(headers -> call.headers().forEach(headers::add));
        if (call.body() != null) {
            request.bodyValue(call.body());
        }
        return request.exchangeToMono(response -> response.bodyToMono(byte[].class)
                .defaultIfEmpty(new byte[0])
                .map(body -> new Answer(response.statusCode().value(), body)));
    }

    @Test
    void aRetryOfTheApplicationsIsACallOfItsOwn() throws Exception {
        Request request = agent.request(() -> assertEquals(
                200,
                exchange(CLIENT, get(server.uri("/drop-once/1")))
                        .retry(1)
                        .block()
                        .status()));
        assertEquals(2, request.tally().calls());
        for (ExternalCall call : calls()) {
            assertEquals(request.spanId(), call.parentSpanId());
        }
    }
}
