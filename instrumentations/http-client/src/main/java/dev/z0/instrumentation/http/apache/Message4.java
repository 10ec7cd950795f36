package dev.z0.instrumentation.http.apache;

import dev.z0.agent.core.llm.HeaderLookup;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.record.Propagation;
import dev.z0.instrumentation.http.SyncCall;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.HttpMessage;
import org.apache.http.HttpRequest;
import org.apache.http.RequestLine;

/** A request or a response of HttpClient 4, as far as its head goes. */
final class Message4 implements Propagation.Headers, HeaderLookup {
    private final HttpMessage message;

    Message4(HttpMessage message) {
        this.message = message;
    }

    /** The call starts; null where it is none of the application's own. {@code target} may be null. */
    static ExternalCall start(HttpHost target, HttpRequest request) {
        RequestLine line = request.getRequestLine();
        String path = SyncCall.path(line.getUri());
        return target == null
                ? ExternalCall.start(line.getMethod(), null, null, -1, path)
                : ExternalCall.start(
                        line.getMethod(), target.getSchemeName(), target.getHostName(), target.getPort(), path);
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
