package dev.z0.instrumentation.netty;

import dev.z0.agent.core.record.Request;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Locale;

/** A request's headers in HTTP/2: their names are in lower case, and what HTTP/1 has in its first line is among them. */
final class Http2InboundHeaders implements Request.Headers {
    private final Http2Headers headers;
    private final String uri;
    private final int query;

    Http2InboundHeaders(Http2Headers headers) {
        this.headers = headers;
        this.uri = headers.path() == null ? "/" : headers.path().toString();
        this.query = uri.indexOf('?');
    }

    /** The path as it was sent. */
    String path() {
        return query < 0 ? uri : query == 0 ? "/" : uri.substring(0, query);
    }

    @Override
    public String header(String name) {
        CharSequence value = Http2Fields.get(headers, name.toLowerCase(Locale.ROOT));
        if (value == null && "Host".equalsIgnoreCase(name)) {
            value = headers.authority();
        }
        return value == null ? null : value.toString();
    }

    @Override
    public String query() {
        return query < 0 ? null : uri.substring(query + 1);
    }
}
