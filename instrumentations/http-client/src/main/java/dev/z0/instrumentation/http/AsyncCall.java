package dev.z0.instrumentation.http;

import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.record.SpanRecord;

/**
 * A call of a client whose threads hand the response to the application. What the application does with that belongs to
 * what it did when it sent the request.
 */
public class AsyncCall {
    protected final ExternalCall call;
    private final SpanRecord caller;
    private volatile boolean bodyTaken;

    /** {@code caller}: the span that the request was sent in, or null. */
    public AsyncCall(ExternalCall call, SpanRecord caller) {
        this.call = call;
        this.caller = caller;
    }

    /** The current thread works for the caller; null where there was none. */
    protected final Attachment asCaller() {
        return caller == null ? null : caller.attach();
    }

    /** The application is about to get the response: inside a unit the call is noted first, since that may end by it. */
    protected final void handingOut() {
        if (call.enclosing() != null) {
            call.handedOut();
        }
    }

    /** Somebody has asked for the response's body, so its end is the call's. */
    final void bodyTaken() {
        bodyTaken = true;
    }

    /** Whether somebody has. */
    protected final boolean isBodyTaken() {
        return bodyTaken;
    }

    /** The application has the response. */
    protected final void handedOut() {
        if (call.enclosing() == null && !bodyTaken) {
            call.handedOut();
        }
    }

    /** The call is over; what broke it, or null. */
    protected final void ended(Throwable failure) {
        if (failure != null && !call.ended()) {
            call.fail(failure);
        }
        call.end();
    }
}
