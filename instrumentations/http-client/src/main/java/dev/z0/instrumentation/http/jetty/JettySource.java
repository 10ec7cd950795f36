package dev.z0.instrumentation.http.jetty;

import dev.z0.agent.core.record.ExternalCall;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** What the body of a response that a call wants to see is read from, since Jetty 12. Few calls do. */
final class JettySource implements InvocationHandler {
    private final Object source;
    private final ExternalCall call;

    private JettySource(Object source, ExternalCall call) {
        this.source = source;
        this.call = call;
    }

    /** The same source, whose pieces are shown to the call, and left as they are. */
    static Object watched(Object source, ExternalCall call) {
        return Proxy.newProxyInstance(
                JettySource.class.getClassLoader(), JettyInternals.interfaces(source), new JettySource(source, call));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        Object result;
        try {
            result = method.invoke(source, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        if (result != null && "read".equals(method.getName())) {
            call.received(JettyInternals.bytes(result));
        }
        return result;
    }
}
