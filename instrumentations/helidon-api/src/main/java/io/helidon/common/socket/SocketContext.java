package io.helidon.common.socket;

/** A connection. */
public interface SocketContext {
    /** The client. */
    PeerInfo remotePeer();
}
