package dev.z0.instrumentation.http.jdk;

import dev.z0.agent.core.id.Trace;
import dev.z0.agent.core.record.Propagation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;

/**
 * What the JDK's client keeps to itself: {@code jdk.internal.net.http} is opened to z0 when it starts. A JDK that is
 * built otherwise is told by {@link #AVAILABLE}.
 */
final class ClientInternals {
    private static final String PACKAGE = "jdk.internal.net.http.";

    /** The handler of the response, from whatever is made on the way: attempts, a stream of HTTP/2, a head of HTTP/1. */
    private static final MethodHandle OF_ATTEMPTS = path("MultiExchange.responseHandler");

    private static final MethodHandle OF_STREAM =
            path("ExchangeImpl.exchange", "Exchange.multi", "MultiExchange.responseHandler");
    private static final MethodHandle OF_HEAD = path(
            "Http1Request.http1Exchange", "ExchangeImpl.exchange", "Exchange.multi", "MultiExchange.responseHandler");

    private static final MethodHandle REQUEST = path("Stream.request");
    private static final MethodHandle SET_HEADER = setHeader();

    /** Whether headers can be added where a request is written, be it by HTTP/1 or 2: a client that knows 3 may use that. */
    static final boolean AVAILABLE = OF_STREAM != null
            && OF_HEAD != null
            && REQUEST != null
            && SET_HEADER != null
            && has("Http1Request", "collectCookies", StringBuilder.class, HttpHeaders.class, HttpHeaders.class)
            && has("Stream", "headerFrame", long.class)
            && HttpClient.Version.values().length == 2;

    private ClientInternals() {}

    /** The fields to follow one after the other; null where one is not there. */
    private static MethodHandle path(String... fields) {
        try {
            MethodHandle path = null;
            for (String name : fields) {
                int dot = name.indexOf('.');
                Field field = Class.forName(PACKAGE + name.substring(0, dot)).getDeclaredField(name.substring(dot + 1));
                field.setAccessible(true);
                MethodHandle getter = MethodHandles.lookup()
                        .unreflectGetter(field)
                        .asType(MethodType.methodType(Object.class, Object.class));
                path = path == null ? getter : MethodHandles.filterReturnValue(path, getter);
            }
            return path;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    private static MethodHandle setHeader() {
        try {
            Method set = Class.forName(PACKAGE + "HttpRequestImpl")
                    .getDeclaredMethod("setSystemHeader", String.class, String.class);
            set.setAccessible(true);
            return MethodHandles.lookup()
                    .unreflect(set)
                    .asType(MethodType.methodType(void.class, Object.class, String.class, String.class));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    private static boolean has(String type, String method, Class<?>... parameters) {
        try {
            Class.forName(PACKAGE + type).getDeclaredMethod(method, parameters);
            return true;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return false;
        }
    }

    /** The call that a client's attempts to get a response are for, or null: the client makes some of its own. */
    static JdkHttpCall<?> callOfAttempts(Object exchange) throws Throwable {
        return OF_ATTEMPTS == null ? null : call((Object) OF_ATTEMPTS.invokeExact(exchange));
    }

    /** The call that a stream of HTTP/2 is for, or null. */
    static JdkHttpCall<?> callOfStream(Object stream) throws Throwable {
        return AVAILABLE ? call((Object) OF_STREAM.invokeExact(stream)) : null;
    }

    /** The call that the head of an HTTP/1 request is written for, or null. */
    static JdkHttpCall<?> callOfHead(Object head) throws Throwable {
        return AVAILABLE ? call((Object) OF_HEAD.invokeExact(head)) : null;
    }

    private static JdkHttpCall<?> call(Object handler) {
        return handler instanceof JdkHttpCall ? (JdkHttpCall<?>) handler : null;
    }

    /** The headers of a request on its way: what the application set is found, and stands above what is set. */
    abstract static class Headers implements Propagation.Headers {
        private final HttpHeaders own;

        Headers(HttpRequest request) {
            own = request.headers();
        }

        @Override
        public String get(String name) {
            return own.map().isEmpty() ? null : own.firstValue(name).orElse(null);
        }
    }

    /** A head of HTTP/1, as far as it has been written: some lines. */
    static final class Lines extends Headers {
        private final StringBuilder head;

        /** By doubling, a builder would get there in steps that are thrown away; what is added here are some 200 characters. */
        private static final int ROOM = 256;

        Lines(HttpRequest request, StringBuilder head) {
            super(request);
            this.head = head;
            head.ensureCapacity(head.length() + ROOM);
        }

        @Override
        public void set(String name, String value) {
            if (!has(name)) {
                head.append(name).append(": ").append(value).append("\r\n");
            }
        }

        @Override
        public void caller(Trace trace, long spanId) {
            if (!has("traceparent")) {
                trace.appendTraceparent(head.append("traceparent: "), spanId);
                head.append("\r\n");
            }
        }

        /** Whether there is such a line: another agent may have added it on the way, and two would be none. */
        private boolean has(String name) {
            for (int line = head.indexOf("\r\n"); line >= 0; line = head.indexOf("\r\n", line + 2)) {
                int end = line + 2 + name.length();
                if (end < head.length()
                        && head.charAt(end) == ':'
                        && name.equalsIgnoreCase(head.substring(line + 2, end))) {
                    return true;
                }
            }
            return false;
        }
    }

    /** The headers of a stream of HTTP/2: those of the client's own copy of the request. */
    static final class Fields extends Headers {
        private final Object copy;

        Fields(HttpRequest request, Object stream) throws Throwable {
            super(request);
            copy = (Object) REQUEST.invokeExact(stream);
        }

        @Override
        public void set(String name, String value) {
            try {
                SET_HEADER.invokeExact(copy, name, value);
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
