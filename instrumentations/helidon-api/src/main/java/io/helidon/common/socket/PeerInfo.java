package io.helidon.common.socket;

import java.net.SocketAddress;

/** One end of a connection. */
public interface PeerInfo {
    /** Its address. */
    SocketAddress address();
}
