package dev.z0.instrumentation.http.reactor;

import io.netty.bootstrap.Bootstrap;
import io.netty.handler.codec.http.HttpMethod;
import java.lang.reflect.Field;
import java.net.SocketAddress;
import java.util.function.Supplier;

/** What a Reactor Netty client of 0.9 is about to call, which it tells nobody. */
final class OldReactorTarget {
    private static final String CLIENT = "reactor.netty.http.client.";
    private static final String CONFIGURATION = "HttpClientConfiguration";
    private static final String SUBSCRIPTION = "HttpClientConnect$MonoHttpConnect";

    private static final Field CONFIG = field(SUBSCRIPTION, "configuration");
    private static final Field BOOTSTRAP = field(SUBSCRIPTION, "bootstrap");
    private static final Field TLS = field(SUBSCRIPTION, "sslProvider");
    private static final Field METHOD = field(CONFIGURATION, "method");
    private static final Field BASE_URL = field(CONFIGURATION, "baseUrl");
    private static final Field URI = field(CONFIGURATION, "uri");

    /** The address as text, where {@link #URI} holds a {@code java.net.URI}; else null. */
    private static final Field URI_TEXT = field(CONFIGURATION, "uriStr");

    private static final Field WEBSOCKET =
            or(field(CONFIGURATION, "websocketClientSpec"), field(CONFIGURATION, "websocketSubprotocols"));

    /** Whether it is such a client, and one whose fields are known. */
    static final boolean AVAILABLE = CONFIG != null
            && BOOTSTRAP != null
            && TLS != null
            && METHOD != null
            && BASE_URL != null
            && URI != null
            && WEBSOCKET != null;

    private OldReactorTarget() {}

    private static Field field(String type, String name) {
        try {
            Field field = Class.forName(CLIENT + type, false, OldReactorTarget.class.getClassLoader())
                    .getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null; // another version
        }
    }

    private static Field or(Field field, Field other) {
        return field == null ? other : field;
    }

    /** What subscribing to {@code mono} calls; null where it is no call, but a WebSocket's handshake. */
    static ReactorTarget of(Object mono) throws IllegalAccessException {
        Object config = CONFIG.get(mono);
        if (WEBSOCKET.get(config) != null) {
            return null;
        }
        Object uri = URI.get(config);
        Object known = uri == null && URI_TEXT != null ? URI_TEXT.get(config) : uri;
        SocketAddress address = ((Bootstrap) BOOTSTRAP.get(mono)).config().remoteAddress();
        return ReactorTarget.of(
                (HttpMethod) METHOD.get(config),
                TLS.get(mono) != null,
                (String) BASE_URL.get(config),
                known == null ? null : known.toString(),
                address instanceof Supplier ? (Supplier<?>) address : () -> address);
    }
}
