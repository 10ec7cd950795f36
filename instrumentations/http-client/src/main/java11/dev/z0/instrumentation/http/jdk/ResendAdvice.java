package dev.z0.instrumentation.http.jdk;

import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.Returned;
import dev.z0.agent.core.weaving.This;
import dev.z0.agent.core.weaving.Thrown;

/** An attempt to send a request failed, and the client makes of it what the caller gets; or nothing, and sends it again. */
public final class ResendAdvice {
    private ResendAdvice() {}

    @OnExit
    public static void exit(@This Object exchange, @Returned Object outcome, @Thrown Throwable thrown)
            throws Throwable {
        JdkHttpCall<?> call = outcome == null && thrown == null ? ClientInternals.callOfAttempts(exchange) : null;
        if (call != null) {
            call.resent();
        }
    }
}
