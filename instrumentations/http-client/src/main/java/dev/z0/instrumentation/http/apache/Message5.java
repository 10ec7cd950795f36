package dev.z0.instrumentation.http.apache;

import dev.z0.agent.core.llm.HeaderLookup;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.record.Propagation;
import dev.z0.instrumentation.http.SyncCall;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.net.NamedEndpoint;

/** A request or a response of HttpClient 5, as far as its head goes. */
final class Message5 implements Propagation.Headers, HeaderLookup {
    private final HttpMessage message;

    Message5(HttpMessage message) {
        this.message = message;
    }

    /** The call starts; null where it is none of the application's own. {@code target}: null where the request names it. */
    static ExternalCall start(HttpHost target, HttpRequest request) {
        NamedEndpoint host = target != null ? target : request.getAuthority();
        return ExternalCall.start(
                request.getMethod(),
                target != null ? target.getSchemeName() : request.getScheme(),
                host == null ? null : host.getHostName(),
                host == null ? -1 : host.getPort(),
                SyncCall.path(request.getPath()));
    }

    @Override
    public String get(String name) {
        Header header = message.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    @Override
    public void set(String name, String value) {
        if (message.containsHeader(name)) {
            message.removeHeaders(name); // setting would replace the first one only
        }
        message.addHeader(name, value);
    }
}
