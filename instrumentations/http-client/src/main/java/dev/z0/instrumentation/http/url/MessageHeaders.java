package dev.z0.instrumentation.http.url;

import dev.z0.agent.core.record.Propagation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.net.HttpURLConnection;

/**
 * The headers that a connection is about to write. By then it takes none from outside any more; and after a redirect
 * that turned a POST into a GET it has lost all it had. Set here, they are none of those that the application sees, and
 * that a security manager asks for. {@code sun.net.www} and {@code sun.net.www.protocol.http} are opened to z0 when it
 * starts.
 */
final class MessageHeaders implements Propagation.Headers {
    private static final MethodHandle OF_CONNECTION;
    private static final MethodHandle FIND;
    private static final MethodHandle SET;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            Field requests =
                    Class.forName("sun.net.www.protocol.http.HttpURLConnection").getDeclaredField("requests");
            requests.setAccessible(true);
            Class<?> type = requests.getType();
            OF_CONNECTION = lookup.unreflectGetter(requests)
                    .asType(MethodType.methodType(Object.class, HttpURLConnection.class));
            FIND = lookup.unreflect(type.getMethod("findValue", String.class))
                    .asType(MethodType.methodType(String.class, Object.class, String.class));
            SET = lookup.unreflect(type.getMethod("set", String.class, String.class))
                    .asType(MethodType.methodType(void.class, Object.class, String.class, String.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Object headers;

    private MessageHeaders(Object headers) {
        this.headers = headers;
    }

    static MessageHeaders of(HttpURLConnection connection) {
        try {
            return new MessageHeaders((Object) OF_CONNECTION.invokeExact(connection));
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String get(String name) {
        try {
            return (String) FIND.invokeExact(headers, name);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void set(String name, String value) {
        try {
            SET.invokeExact(headers, name, value);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
