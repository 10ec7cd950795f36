package dev.z0.instrumentation.http;

import dev.z0.agent.core.record.Propagation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.HttpURLConnection;

/**
 * The headers of a connection's next request, where it sends more than one. By then it takes none from outside, and it
 * has lost all it had where a redirect turned a POST into a GET. Reached by reflection: {@code sun.net.www} and
 * {@code sun.net.www.protocol.http} are opened to z0 when it starts.
 */
final class ResentHeaders implements Propagation.Headers {
    private final Object headers;
    private final Method find;
    private final Method set;

    ResentHeaders(HttpURLConnection connection) throws ReflectiveOperationException {
        Class<?> declaring = Class.forName("sun.net.www.protocol.http.HttpURLConnection");
        Field requests = declaring.getDeclaredField("requests");
        requests.setAccessible(true);
        headers = requests.get(connection);
        find = requests.getType().getMethod("findValue", String.class);
        set = requests.getType().getMethod("set", String.class, String.class);
    }

    @Override
    public String get(String name) {
        return (String) call(find, name);
    }

    @Override
    public void set(String name, String value) {
        call(set, name, value);
    }

    private Object call(Method method, Object... arguments) {
        try {
            return method.invoke(headers, arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
