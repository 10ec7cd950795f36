package dev.z0.agent.core.support;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** The address at the other end of a server's connection, as lines have it. */
public final class ClientAddress {
    private ClientAddress() {}

    /** The numbers, or the name that a proxy told of and nobody resolved; null for what is no address of the internet. */
    public static String of(SocketAddress socket) {
        if (!(socket instanceof InetSocketAddress)) {
            return null;
        }
        InetAddress address = ((InetSocketAddress) socket).getAddress();
        return address == null ? ((InetSocketAddress) socket).getHostString() : address.getHostAddress();
    }
}
