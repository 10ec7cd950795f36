package io.helidon.webserver.http;

import io.helidon.common.socket.PeerInfo;
import io.helidon.http.HttpPrologue;
import io.helidon.http.ServerRequestHeaders;

/** A request. */
public interface HttpRequest {
    /** Its first line. */
    HttpPrologue prologue();

    /** Its headers. */
    ServerRequestHeaders headers();

    /** The client. */
    PeerInfo remotePeer();
}
