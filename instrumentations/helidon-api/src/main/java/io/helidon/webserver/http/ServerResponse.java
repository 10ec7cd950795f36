package io.helidon.webserver.http;

import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;

/** An answer. */
public interface ServerResponse {
    /** Its status. */
    Status status();

    /** Whether all of it has been sent. */
    boolean isSent();

    /** Its headers. */
    ServerResponseHeaders headers();
}
