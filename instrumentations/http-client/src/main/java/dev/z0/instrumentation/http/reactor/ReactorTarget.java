package dev.z0.instrumentation.http.reactor;

import dev.z0.instrumentation.http.SyncCall;
import io.netty.handler.codec.http.HttpMethod;
import java.lang.reflect.Field;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import reactor.netty.http.client.HttpClientConfig;

/** What a Reactor Netty client is about to call. */
final class ReactorTarget {
    /** Nobody is given the configuration that holds for a subscription: the client may have changed it just before. */
    private static final Field CONFIG = config();

    final String method;
    final String scheme;
    final String host;
    final int port;
    final String path;

    private ReactorTarget(HttpMethod method, String scheme, String authority, String path) {
        this.method = method.name();
        this.scheme = scheme;
        this.path = path;
        int start = authority.lastIndexOf('@') + 1;
        int colon = authority.indexOf(':', Math.max(start, authority.lastIndexOf(']')));
        this.host = authority.substring(start, colon < 0 ? authority.length() : colon);
        this.port = colon < 0 ? -1 : number(authority, colon + 1);
    }

    private static Field config() {
        try {
            Field field = Class.forName(
                            "reactor.netty.http.client.HttpClientConnect$MonoHttpConnect",
                            false,
                            ReactorTarget.class.getClassLoader())
                    .getDeclaredField("config");
            field.setAccessible(true);
            return field;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null; // another version than those known
        }
    }

    /** What subscribing to {@code mono} calls; null where it is no call, but a WebSocket's handshake. */
    static ReactorTarget of(Object mono) throws IllegalAccessException {
        if (CONFIG == null) {
            return OldReactorTarget.AVAILABLE ? OldReactorTarget.of(mono) : null;
        }
        HttpClientConfig config = (HttpClientConfig) CONFIG.get(mono);
        return config.websocketClientSpec() != null
                ? null
                : of(config.method(), config.isSecure(), config.baseUrl(), config.uri(), config.remoteAddress());
    }

    /** As a client is configured: {@code base} is what {@code uri} is put behind, {@code remote} where both don't say; may be null. */
    static ReactorTarget of(HttpMethod method, boolean secure, String base, String uri, Supplier<?> remote) {
        String scheme = secure ? "https" : "http";
        String url = uri == null ? "/" : uri;
        if (url.startsWith("/")) {
            if (base == null) {
                return new ReactorTarget(method, scheme, authority(remote.get()), SyncCall.path(url));
            }
            url = (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + url;
        }
        int colon = url.indexOf("://");
        int start = colon < 0 ? 0 : colon + 3;
        int end = start;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        String path = end < url.length() && url.charAt(end) == '/' ? SyncCall.path(url.substring(end)) : "/";
        return new ReactorTarget(method, colon < 0 ? scheme : url.substring(0, colon), url.substring(start, end), path);
    }

    /** Also of an address that is no host's, such as a socket in the file system. */
    private static String authority(Object address) {
        if (!(address instanceof InetSocketAddress)) {
            return "localhost";
        }
        InetSocketAddress host = (InetSocketAddress) address;
        return host.getHostString() + ':' + host.getPort();
    }

    private static int number(String text, int from) {
        int number = 0;
        for (int i = from; i < text.length() && number < 100_000; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number;
    }
}
