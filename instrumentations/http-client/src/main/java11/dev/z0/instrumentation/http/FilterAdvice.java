package dev.z0.instrumentation.http;

import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.This;
import java.net.http.HttpRequest;

/** The client's copy of a request is about to be sent: first, and again as another one after a redirect or a challenge. */
public final class FilterAdvice {
    private FilterAdvice() {}

    @OnEnter
    public static Object enter(@This Object exchange, @Argument(0) Object request) throws Throwable {
        JdkHttpCall<?> call = ClientInternals.call(exchange);
        if (call != null) {
            call.filter((HttpRequest) request);
        }
        return null;
    }
}
