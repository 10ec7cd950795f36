package io.helidon.webserver;

import io.helidon.common.socket.SocketContext;

/** A connection of the server. */
public interface ConnectionContext extends SocketContext {
    /** What it came in by. */
    ListenerContext listenerContext();
}
