package dev.z0.instrumentation.http.jetty;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import org.eclipse.jetty.client.api.Request;

/** What Jetty's client has under other names, or as another kind of type, from one version to the next. */
final class JettyInternals {
    private static final String CLIENT = "org.eclipse.jetty.client.";
    private static final String FIELDS = "org.eclipse.jetty.http.HttpFields";

    private static final Class<?> REQUEST = either(CLIENT + "transport.HttpRequest", CLIENT + "HttpRequest");
    private static final Class<?> CONVERSATION =
            either(CLIENT + "transport.HttpConversation", CLIENT + "HttpConversation");

    /** What a WebSocket's handshake is in 10 and 11, and has as an attribute of this name from 12 on. */
    private static final String UPGRADE = CLIENT + "HttpUpgrader$Factory";

    private static final Class<?> UPGRADES = type(UPGRADE);

    private static final MethodHandle CONVERSATION_OF = handle(REQUEST, "getConversation");
    private static final MethodHandle NOTED = ofConversation(handle(CONVERSATION, "getAttribute", String.class));
    private static final MethodHandle NOTE =
            ofConversation(handle(CONVERSATION, "setAttribute", String.class, Object.class));
    private static final MethodHandle HEADER = handle(type(FIELDS), "get", String.class);
    private static final MethodHandle SET_HEADER =
            handle(either(FIELDS + "$Mutable", FIELDS), "put", String.class, String.class);

    /** These are null before 12. */
    private static final Class<?> SOURCE = type("org.eclipse.jetty.io.Content$Source");

    private static final Class<?> INVOCABLE = type("org.eclipse.jetty.util.thread.Invocable");
    private static final MethodHandle BYTES = handle(type("org.eclipse.jetty.io.Content$Chunk"), "getByteBuffer");

    private static final boolean KNOWN = NOTED != null && NOTE != null && HEADER != null && SET_HEADER != null;

    private JettyInternals() {}

    private static Class<?> either(String name, String older) {
        Class<?> type = type(name);
        return type == null ? type(older) : type;
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name, false, JettyInternals.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            return null; // another version
        }
    }

    /** The method, as one that takes and answers objects; null where there is none. */
    private static MethodHandle handle(Class<?> type, String name, Class<?>... parameters) {
        try {
            return type == null
                    ? null
                    : MethodHandles.lookup()
                            .unreflect(method(type, name, parameters))
                            .asType(MethodType.genericMethodType(parameters.length + 1));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null; // another version than those known
        }
    }

    private static Method method(Class<?> type, String name, Class<?>... parameters) throws NoSuchMethodException {
        try {
            return type.getMethod(name, parameters);
        } catch (NoSuchMethodException e) {
            Method method = type.getDeclaredMethod(name, parameters); // so in the first of 9.4
            method.setAccessible(true);
            return method;
        }
    }

    /** An attribute's method, of a request's conversation. */
    private static MethodHandle ofConversation(MethodHandle method) {
        return method == null || CONVERSATION_OF == null
                ? null
                : MethodHandles.insertArguments(
                        MethodHandles.filterArguments(method, 0, CONVERSATION_OF), 1, "dev.z0.call");
    }

    /** Whether calls of such a request can be followed; those of a WebSocket's handshake are not. */
    static boolean isKnown(Request request) {
        return KNOWN
                && REQUEST.isInstance(request)
                && (UPGRADES == null || !UPGRADES.isInstance(request))
                && !request.getAttributes().containsKey(UPGRADE)
                && header(request.getHeaders(), "Sec-WebSocket-Key") == null;
    }

    /** What was noted for a request's conversation, or null. */
    static Object noted(Request request) {
        try {
            return KNOWN && REQUEST.isInstance(request) ? (Object) NOTED.invokeExact((Object) request) : null;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Notes it for a known request's conversation. */
    static void note(Request request, Object note) {
        try {
            Object before = (Object) NOTE.invokeExact((Object) request, note);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** A header's first value, or null; {@code fields} are Jetty's. */
    static String header(Object fields, String name) {
        try {
            return (String) (Object) HEADER.invokeExact(fields, (Object) name);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sets a header in the place of any of that name. */
    static void setHeader(Object fields, String name, String value) {
        try {
            Object same = (Object) SET_HEADER.invokeExact(fields, (Object) name, (Object) value);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a stand-in for a source of content has to be. */
    static Class<?>[] interfaces(Object source) {
        return INVOCABLE.isInstance(source) ? new Class<?>[] {SOURCE, INVOCABLE} : new Class<?>[] {SOURCE};
    }

    /** The bytes of a piece of content. */
    static ByteBuffer bytes(Object piece) {
        try {
            return (ByteBuffer) (Object) BYTES.invokeExact(piece);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
