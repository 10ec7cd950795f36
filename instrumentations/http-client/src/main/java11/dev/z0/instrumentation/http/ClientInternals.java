package dev.z0.instrumentation.http;

import dev.z0.agent.core.record.Propagation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;

/**
 * What the JDK's client keeps to itself: {@code jdk.internal.net.http} is opened to z0 when it starts. A JDK that is
 * built otherwise is told by {@link #AVAILABLE}.
 */
final class ClientInternals {
    /** Exchange to the handler of its response, and to set a header that the client adds to a request of its own. */
    private static final MethodHandle HANDLER;

    private static final MethodHandle SET_HEADER;

    /** Whether a request's headers can be set just before it is sent. */
    static final boolean AVAILABLE;

    static {
        MethodHandle handler = null;
        MethodHandle setHeader = null;
        try {
            Class<?> exchange = Class.forName("jdk.internal.net.http.MultiExchange");
            Class<?> request = Class.forName("jdk.internal.net.http.HttpRequestImpl");
            Field field = exchange.getDeclaredField("responseHandler");
            field.setAccessible(true);
            handler = MethodHandles.lookup()
                    .unreflectGetter(field)
                    .asType(MethodType.methodType(Object.class, Object.class));
            Method set = request.getDeclaredMethod("setSystemHeader", String.class, String.class);
            set.setAccessible(true);
            exchange.getDeclaredMethod("requestFilters", request); // where it is called, see FilterAdvice
            setHeader = MethodHandles.lookup()
                    .unreflect(set)
                    .asType(MethodType.methodType(void.class, HttpRequest.class, String.class, String.class));
        } catch (ReflectiveOperationException | RuntimeException e) {
            setHeader = null;
        }
        HANDLER = handler;
        SET_HEADER = setHeader;
        AVAILABLE = setHeader != null;
    }

    private ClientInternals() {}

    /** The call that an exchange of the client's own is, or null. */
    static JdkHttpCall<?> call(Object exchange) throws Throwable {
        Object handler = HANDLER == null ? null : (Object) HANDLER.invokeExact(exchange);
        return handler instanceof JdkHttpCall ? (JdkHttpCall<?>) handler : null;
    }

    /** The headers of the client's own copy of a request: what the application set stands above what z0 sets. */
    static final class Headers implements Propagation.Headers {
        private final HttpRequest request;

        Headers(HttpRequest request) {
            this.request = request;
        }

        @Override
        public String get(String name) {
            Map<String, List<String>> headers = request.headers().map();
            return headers.isEmpty() ? null : request.headers().firstValue(name).orElse(null);
        }

        @Override
        public void set(String name, String value) {
            try {
                SET_HEADER.invokeExact(request, name, value);
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
