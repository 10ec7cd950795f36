package dev.z0.instrumentation.http.url;

import dev.z0.agent.core.record.Propagation;
import java.io.PrintStream;
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
    private static final MethodHandle REMOVE;
    private static final MethodHandle SET;
    private static final MethodHandle COUNT;
    private static final MethodHandle NAMES;
    private static final MethodHandle VALUES;

    /** The JDK's own way of writing them. */
    static final MethodHandle PRINT;

    static {
        try {
            Class<?> connection = Class.forName("sun.net.www.protocol.http.HttpURLConnection");
            OF_CONNECTION = field(connection, "requests", Object.class);
            Class<?> type = connection.getDeclaredField("requests").getType();
            FIND = method(type, String.class, "findValue", String.class);
            REMOVE = method(type, void.class, "remove", String.class);
            SET = method(type, void.class, "set", String.class, String.class);
            COUNT = field(type, "nkeys", int.class);
            NAMES = field(type, "keys", String[].class);
            VALUES = field(type, "values", String[].class);
            PRINT = method(type, void.class, "print", PrintStream.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static MethodHandle field(Class<?> type, String name, Class<?> value) throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return MethodHandles.lookup().unreflectGetter(field).asType(MethodType.methodType(value, Object.class));
    }

    private static MethodHandle method(Class<?> type, Class<?> returned, String name, Class<?>... parameters)
            throws ReflectiveOperationException {
        return MethodHandles.lookup()
                .unreflect(type.getMethod(name, parameters))
                .asType(MethodType.methodType(returned, Object.class, parameters));
    }

    private final Object headers;

    private MessageHeaders(Object headers) {
        this.headers = headers;
    }

    static MessageHeaders of(HttpURLConnection connection) {
        try {
            return new MessageHeaders((Object) OF_CONNECTION.invokeExact((Object) connection));
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
            REMOVE.invokeExact(headers, name); // setting would replace one of them only
            SET.invokeExact(headers, name, value);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** The head that consists of these headers of the JDK's, or null for one out of the ordinary. */
    static byte[] head(Object headers) throws Throwable {
        synchronized (headers) {
            int count = (int) COUNT.invokeExact(headers);
            return MessageHead.bytes(
                    count, (String[]) NAMES.invokeExact(headers), (String[]) VALUES.invokeExact(headers));
        }
    }
}
