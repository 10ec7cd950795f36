package dev.z0.instrumentation.pekko;

import org.apache.pekko.stream.Attributes;

/** The address of a connection's client, as an attribute of all stages of the connection. */
final class Client implements Attributes.Attribute {
    private final String address;

    Client(String address) {
        this.address = address;
    }

    /** The address that a stage was made with; null for none. */
    static String of(Attributes attributes) {
        return attributes
                .getAttribute(Client.class)
                .map(client -> client.address)
                .orElse(null);
    }
}
