package dev.z0.agent.core.record;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.llm.LlmCall;
import dev.z0.agent.core.naming.ExternalTarget;
import dev.z0.agent.core.support.Z0Thread;
import io.opentelemetry.api.trace.SpanKind;

/** One outgoing HTTP call, from its start until its response is read, redirects and retries included. */
public final class ExternalCall extends SpanRecord {
    private final ExternalTarget target;
    private final String method;
    private final String scheme;
    private final int port;
    private final String path;
    private final LlmCall llm;
    private int status;
    private int retries;
    private byte[] responseBody;

    private ExternalCall(
            SpanRecord parent,
            ExternalTarget target,
            String method,
            String scheme,
            int port,
            String path,
            LlmCall llm) {
        super(parent);
        this.target = target;
        this.method = method;
        this.scheme = scheme;
        this.port = port;
        this.path = path;
        this.llm = llm;
    }

    /**
     * A call starts, for whatever the current thread works for.
     *
     * @param port as in the URL, -1 for the scheme's own
     * @param path without query
     * @return null for a call that z0 itself makes
     */
    public static ExternalCall start(String method, String scheme, String host, int port, String path) {
        if (Thread.currentThread() instanceof Z0Thread) {
            return null;
        }
        ExternalTarget target = Z0.services().of(method, scheme, host, port, path);
        LlmCall llm = LlmCall.of(method, host, port, path);
        return new ExternalCall(SpanRecord.current(), target, method, scheme, port, path, llm);
    }

    /** The response's status; 0 where none came. */
    public void status(int code) {
        status = code;
    }

    /** The response's status, or 0. */
    public int status() {
        return status;
    }

    /** The client sent the same request once more. */
    public void retried() {
        retries++;
    }

    /** How often the client sent the request again. */
    public int retries() {
        return retries;
    }

    /** The first bytes of a failed call's response, for its line: at most 2 KB. */
    public void responseBody(byte[] head) {
        responseBody = head;
    }

    /** The first bytes of a failed call's response, or null. */
    public byte[] responseBody() {
        return responseBody;
    }

    /** What is known of it as a call of a language model, or null for any other call. */
    public LlmCall llm() {
        return llm;
    }

    /** The called service and operation. */
    public ExternalTarget target() {
        return target;
    }

    /** The HTTP method. */
    public String method() {
        return method;
    }

    /** The path, without query; not redacted. */
    public String path() {
        return path;
    }

    @Override
    public boolean failed() {
        return status >= 400 || super.failed();
    }

    /** The exception's class or the status, null where the call succeeded. */
    public String errorType() {
        return failure() != null ? failure().getClass().getName() : status >= 400 ? Integer.toString(status) : null;
    }

    @Override
    void addTo(Tally tally) {
        tally.externalCall(this);
    }

    @Override
    public String name() {
        return target.spanName();
    }

    @Override
    public SpanKind kind() {
        return SpanKind.CLIENT;
    }

    @Override
    public void attributes(AttributeSink out) {
        out.put(Attribute.HTTP_METHOD, method);
        out.put(Attribute.SERVER_ADDRESS, target.host());
        out.put(Attribute.SERVER_PORT, (long) (port > 0 ? port : "https".equals(scheme) ? 443 : 80));
        out.put(Attribute.URL_FULL, scheme + "://" + target.host() + (port > 0 ? ":" + port : "") + path);
        if (status > 0) {
            out.put(Attribute.HTTP_STATUS, (long) status);
        }
        if (retries > 0) {
            out.put(Attribute.HTTP_RESEND_COUNT, (long) retries);
        }
        out.put(Attribute.ERROR_TYPE, errorType());
    }
}
