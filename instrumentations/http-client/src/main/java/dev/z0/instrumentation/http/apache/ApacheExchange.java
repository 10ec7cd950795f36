package dev.z0.instrumentation.http.apache;

import dev.z0.agent.core.llm.HeaderLookup;
import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.ClientCalls;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.support.CallDepth;
import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;

/**
 * What an asynchronous client does for one {@code execute}, on whichever thread. The call starts when the client has asked for
 * the request, and there is none where it is z0's own. What the application does with the response belongs to what it did
 * when it sent the request.
 */
final class ApacheExchange {
    private final SpanRecord caller = SpanRecord.current();
    private volatile ExternalCall call;
    private volatile Object client;

    private ApacheExchange() {}

    /** Null where another client passes on what it was asked for. */
    static ApacheExchange begin() {
        return CallDepth.HTTP.inside() ? null : new ApacheExchange();
    }

    /** What the client will have in its hands each time that it sends the request. */
    void sentBy(Object sender) {
        client = sender;
    }

    /** The request is known. */
    void start(ExternalCall started) {
        if (started != null && call == null && client != null) {
            ClientCalls.note(client, started);
        }
        call = started;
    }

    /** The current thread works for the caller; null where there was none. */
    Attachment asCaller() {
        return caller == null ? null : caller.attach();
    }

    /** Whether the request's body is to be shown to {@link #sent}: when it is sent for the first time. */
    boolean readsRequest() {
        ExternalCall sending = call;
        return sending != null && sending.readsRequest() && sending.retries() == 0;
    }

    /** The next piece of the request's body: what the buffer holds from {@code start} up to its position. */
    void sent(ByteBuffer bytes, int start) {
        call.sent(before(bytes, start));
    }

    /** The application is about to get the response's head. */
    void answered(int status, HeaderLookup headers, boolean hasBody) {
        ExternalCall answered = call;
        if (answered == null) {
            return;
        }
        answered.responded(status, answered.llm() == null ? null : headers);
        if (hasBody) {
            answered.handedOut(); // the application may let it wait
        } else {
            ended(null);
        }
    }

    /** The next piece of the response's body: what remains in the buffer. */
    void received(ByteBuffer bytes) {
        ExternalCall answered = call;
        if (answered != null && answered.readsResponse()) {
            answered.received(bytes);
        }
    }

    /** The next piece of the response's body: what the buffer holds from {@code start} up to its position. */
    void received(ByteBuffer bytes, int start) {
        if (bytes.position() > start) {
            received(before(bytes, start));
        }
    }

    private static ByteBuffer before(ByteBuffer bytes, int start) {
        ByteBuffer view = bytes.duplicate();
        view.flip();
        view.position(start);
        return view;
    }

    /** The application gave it up: after the response's head that is no failure. */
    void cancelled() {
        ExternalCall open = call;
        boolean early = open != null && open.status() == 0;
        ended(early ? new CancellationException("cancelled before the response") : null);
    }

    /** The exchange is over; what broke it, or null. */
    void ended(Throwable failure) {
        ExternalCall open = call;
        if (open == null) {
            return;
        }
        if (failure != null && !open.ended()) {
            open.fail(failure);
        }
        open.end();
        Object noted = client;
        if (noted != null) {
            client = null; // once: when the outcome is told, it may be at work for the next call already
            ClientCalls.forget(noted);
        }
    }
}
