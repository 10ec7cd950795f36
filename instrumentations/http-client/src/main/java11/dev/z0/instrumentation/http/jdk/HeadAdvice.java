package dev.z0.instrumentation.http.jdk;

import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.This;

/** The head of a request is written for HTTP/1: at first, and after each redirect, challenge and broken connection. */
public final class HeadAdvice {
    private HeadAdvice() {}

    @OnEnter
    public static Object enter(@This Object head, @Argument(0) StringBuilder lines) throws Throwable {
        JdkHttpCall<?> call = ClientInternals.callOfHead(head);
        if (call != null) {
            call.writing(lines);
        }
        return null;
    }
}
