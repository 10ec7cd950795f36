package dev.z0.exporter.diagnostics;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Where the server listens, and who may ask. With a token: whoever has it. Without one it listens on the loopback
 * interface alone, and answers only those who call it by a name of this machine: a page from elsewhere whose name was
 * made to point here calls it by that name. Immutable.
 */
final class Access {
    private static final String SCHEME = "bearer ";

    private final InetSocketAddress address;
    private final byte[] token;
    private final Set<String> names = new HashSet<>(Arrays.asList("localhost", "127.0.0.1", "[::1]"));

    /**
     * @param given host and port
     * @param token empty for none
     * @throws IOException if the host is unknown, or nobody may listen there without a token
     */
    Access(String given, String token) throws IOException {
        int colon = given.lastIndexOf(':');
        String host = given.substring(0, colon);
        address = new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(given.substring(colon + 1)));
        if (token.isEmpty() && !address.getAddress().isLoopbackAddress()) {
            throw new IOException("others can reach it, so Z0_DIAGNOSTICS_TOKEN must be set");
        }
        this.token = token.isEmpty() ? null : token.getBytes(StandardCharsets.UTF_8);
        names.add(host.toLowerCase(Locale.ROOT));
    }

    InetSocketAddress address() {
        return address;
    }

    /** Refuses what comes by a name that is not this machine's. */
    void checkName(HttpRequest request) throws Refused {
        String host = request.header("host");
        if (host == null) {
            throw new Refused(400, "there is no Host header");
        }
        int port = host.lastIndexOf(':');
        String name = port > host.lastIndexOf(']') ? host.substring(0, port) : host;
        if (token == null && !names.contains(name.toLowerCase(Locale.ROOT))) {
            throw new Refused(403, "without a token only requests to localhost are answered");
        }
    }

    /** Refuses who does not have the token, where there is one. */
    void checkToken(HttpRequest request) throws Refused {
        if (token == null) {
            return;
        }
        String given = request.header("authorization");
        if (given == null || !given.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new Refused(401, "a bearer token is asked for");
        }
        byte[] bytes = given.substring(SCHEME.length()).trim().getBytes(StandardCharsets.ISO_8859_1);
        if (!MessageDigest.isEqual(token, bytes)) { // takes as long wherever the difference is
            throw new Refused(401, "the token is wrong");
        }
    }
}
