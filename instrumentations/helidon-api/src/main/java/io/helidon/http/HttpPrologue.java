package io.helidon.http;

import io.helidon.common.uri.UriPath;
import io.helidon.common.uri.UriQuery;

/** The first line of a request. */
public abstract class HttpPrologue {
    /** Its method. */
    public abstract Method method();

    /** Its path. */
    public abstract UriPath uriPath();

    /** Its query. */
    public abstract UriQuery query();
}
