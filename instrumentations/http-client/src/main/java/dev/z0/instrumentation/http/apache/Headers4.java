package dev.z0.instrumentation.http.apache;

import dev.z0.agent.core.llm.HeaderLookup;
import dev.z0.agent.core.record.Propagation;
import org.apache.http.Header;
import org.apache.http.HttpMessage;

/** The headers of a request or a response of HttpClient 4. */
final class Headers4 implements Propagation.Headers, HeaderLookup {
    private final HttpMessage message;

    Headers4(HttpMessage message) {
        this.message = message;
    }

    @Override
    public String get(String name) {
        Header header = message.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    @Override
    public void set(String name, String value) {
        message.setHeader(name, value);
    }
}
