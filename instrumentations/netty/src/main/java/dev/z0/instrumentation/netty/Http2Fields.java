package dev.z0.instrumentation.netty;

import io.netty.handler.codec.DefaultHeaders;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Map;

/**
 * Netty's own headers do all that their interface says. Those of gRPC can be read by names of one class only, where they
 * come in, and not at all but one by one, where they go out; others can't be changed.
 */
final class Http2Fields {
    private Http2Fields() {}

    /** The value of a header that came in, whose name is in lower case; null for none. */
    static CharSequence get(Http2Headers headers, String name) {
        return headers.get(isOrdinary(headers) ? name : new AsciiString(name));
    }

    /** The value of a header that goes out, whose name is in lower case; null for none. */
    static CharSequence value(Http2Headers headers, String name) {
        if (isOrdinary(headers)) {
            return headers.get(name);
        }
        for (Map.Entry<CharSequence, CharSequence> header : headers) {
            if (AsciiString.contentEquals(header.getKey(), name)) {
                return header.getValue();
            }
        }
        return null;
    }

    /** Headers that hold this one: the same, or others, if those can't take it. One that is there stays. */
    static Http2Headers with(Http2Headers headers, String name, String value) {
        if (value(headers, name) != null) {
            return headers;
        }
        return (isOrdinary(headers) ? headers : new DefaultHttp2Headers(false).add(headers)).add(name, value);
    }

    private static boolean isOrdinary(Http2Headers headers) {
        return headers instanceof DefaultHeaders;
    }
}
