package dev.z0.instrumentation.http.jdk;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.record.Propagation;
import dev.z0.agent.core.support.Failures;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The application's request with the headers that its call carries. */
final class TracedRequest extends HttpRequest implements Propagation.Headers {
    private final HttpRequest request;
    private final ExternalCall call;
    private final Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private HttpHeaders headers;

    private TracedRequest(HttpRequest request, ExternalCall call) {
        this.request = request;
        this.call = call;
        fields.putAll(request.headers().map());
    }

    /** The request with its headers; the request itself where they cannot be set. */
    static HttpRequest of(HttpRequest request, ExternalCall call) {
        try {
            TracedRequest traced = new TracedRequest(request, call);
            // A policy that allows the application this call allows it with the headers of its own only.
            if (System.getSecurityManager() == null) {
                Z0.propagation().inject(call, traced);
            }
            traced.headers = HttpHeaders.of(traced.fields, (name, value) -> true);
            return traced;
        } catch (RuntimeException e) {
            Failures.note("http-client", e); // it goes out without
            return request;
        }
    }

    @Override
    public String get(String name) {
        List<String> values = fields.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    @Override
    public void set(String name, String value) {
        fields.put(name, List.of(value));
    }

    @Override
    public HttpHeaders headers() {
        return headers;
    }

    @Override
    public Optional<BodyPublisher> bodyPublisher() {
        Optional<BodyPublisher> body = request.bodyPublisher();
        return call.readsRequest() && body.isPresent() ? Optional.of(new WatchedPublisher(body.get(), call)) : body;
    }

    @Override
    public String method() {
        return request.method();
    }

    @Override
    public Optional<Duration> timeout() {
        return request.timeout();
    }

    @Override
    public boolean expectContinue() {
        return request.expectContinue();
    }

    @Override
    public URI uri() {
        return request.uri();
    }

    @Override
    public Optional<HttpClient.Version> version() {
        return request.version();
    }
}
