package dev.z0.instrumentation.http.jdk;

import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.Returned;
import dev.z0.agent.core.weaving.Thrown;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;

/** Sending a request, blocking or not: it gets headers, and the response's handler and its future are watched. */
public final class SendAdvice {
    private SendAdvice() {}

    @OnEnter
    public static Object enter(@Argument(0) HttpRequest request, @Argument(1) BodyHandler<?> handler) {
        return JdkHttpCall.start(request, handler);
    }

    @OnEnter(replaces = 0)
    public static HttpRequest request(@Entered Object call, @Argument(0) HttpRequest request) {
        return call == null ? request : ((JdkHttpCall<?>) call).request();
    }

    @OnEnter(replaces = 1)
    public static BodyHandler<?> handler(@Entered Object call, @Argument(1) BodyHandler<?> handler) {
        return call == null ? handler : (JdkHttpCall<?>) call;
    }

    @OnExit(replacesReturn = true)
    public static Object exit(@Entered Object call, @Returned Object answer, @Thrown Throwable thrown) {
        return call == null ? answer : ((JdkHttpCall<?>) call).answered(answer, thrown);
    }
}
