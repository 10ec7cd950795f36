package dev.z0.instrumentation.http.jdk;

import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.This;

/** The headers of a request are collected for a stream of HTTP/2: at first, and after each redirect and challenge. */
public final class StreamAdvice {
    private StreamAdvice() {}

    @OnEnter
    public static Object enter(@This Object stream) throws Throwable {
        JdkHttpCall<?> call = ClientInternals.callOfStream(stream);
        if (call != null) {
            call.opening(stream);
        }
        return null;
    }
}
