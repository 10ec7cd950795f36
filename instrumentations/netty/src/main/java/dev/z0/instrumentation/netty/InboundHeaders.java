package dev.z0.instrumentation.netty;

import dev.z0.agent.core.record.Request;
import io.netty.handler.codec.http.HttpHeaders;

/** A request's headers and its first line's URI: a path with a query, or with a proxy's way of asking, all of a URL. */
final class InboundHeaders implements Request.Headers {
    private final HttpHeaders headers;
    private final String uri;
    private final int query;

    InboundHeaders(HttpHeaders headers, String uri) {
        this.headers = headers;
        this.uri = uri;
        this.query = uri.indexOf('?');
    }

    /** The path as it was sent. */
    String path() {
        int end = query < 0 ? uri.length() : query;
        int start = 0;
        if (!uri.startsWith("/")) {
            int scheme = uri.indexOf("://");
            int slash = scheme < 0 || scheme > end ? -1 : uri.indexOf('/', scheme + 3);
            if (slash >= 0 && slash < end) {
                start = slash;
            } else if (scheme >= 0 && scheme < end) {
                return "/";
            }
        }
        return start == end ? "/" : uri.substring(start, end);
    }

    @Override
    public String header(String name) {
        return headers.get(name);
    }

    @Override
    public String query() {
        return query < 0 ? null : uri.substring(query + 1);
    }
}
