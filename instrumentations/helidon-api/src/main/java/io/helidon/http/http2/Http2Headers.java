package io.helidon.http.http2;

import io.helidon.http.Headers;
import io.helidon.http.Status;

/** Headers, and what HTTP/1 has in its first line. */
public abstract class Http2Headers {
    /** An answer's status. */
    public abstract Status status();

    /** The headers. */
    public abstract Headers httpHeaders();
}
