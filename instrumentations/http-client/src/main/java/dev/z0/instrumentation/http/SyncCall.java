package dev.z0.instrumentation.http;

import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.record.SpanRecord;

/** A call of a client that sends on its caller's thread: until it has the response, the thread works for the call. */
public final class SyncCall {
    private final ExternalCall call;
    private final Attachment attachment;

    private SyncCall(ExternalCall call) {
        this.call = call;
        this.attachment = call.attach();
    }

    /** The current thread works for the call from here on; null for none. */
    public static SyncCall of(ExternalCall call) {
        return call == null ? null : new SyncCall(call);
    }

    /** What the thread works for. */
    public ExternalCall call() {
        return call;
    }

    /** The call that the current thread is sending, or null. */
    public static ExternalCall current() {
        SpanRecord span = SpanRecord.current();
        return span instanceof ExternalCall ? (ExternalCall) span : null;
    }

    /** The thread has done its part; what it has thrown, or null. */
    public void left(Throwable thrown) {
        attachment.close();
        if (thrown != null) {
            call.fail(thrown);
            call.end();
        }
    }

    /** The path of a target, without its query. */
    public static String path(String target) {
        if (target == null) {
            return "/";
        }
        int authority = target.startsWith("/") ? -1 : target.indexOf("://");
        int start = authority < 0 ? 0 : target.indexOf('/', authority + 3);
        int end = target.indexOf('?');
        if (start < 0 || end >= 0 && end < start) {
            return "/";
        }
        return target.substring(start, end < 0 ? target.length() : end);
    }
}
