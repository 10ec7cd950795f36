package dev.z0.agent.core.record;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.llm.HeaderLookup;
import dev.z0.agent.core.llm.LlmCall;
import dev.z0.agent.core.naming.ExternalTarget;
import dev.z0.agent.core.support.Z0Thread;
import io.opentelemetry.api.trace.SpanKind;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One outgoing HTTP call, from its start until its response is read, redirects and retries included.
 *
 * <p>A response that is {@link #handedOut} before its body is read ends the call when that has been read ({@link
 * #end()}); or, where nobody reads it, with the unit around the call, as if it had ended with the response's head.
 *
 * <p>A call of a language model is part of a {@link ModelCall}, which begins and ends with it.
 */
public final class ExternalCall extends SpanRecord {
    /** How much of a failed call's response is kept, in bytes. */
    private static final int BODY = 2048;

    private final ExternalTarget target;
    private final String method;
    private final String scheme;
    private final int port;
    private final String path;
    private final LlmCall llm;
    private int status;
    private boolean sent;
    private int retries;
    private long headNanos;
    private byte[] body;
    /** Made once, so that what the client repeats carries the same; null before. */
    String idempotencyKey;

    private int bodyLength;

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
        this.path = path == null ? "" : path;
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
        SpanRecord caller = SpanRecord.current();
        SpanRecord parent = llm == null ? caller : new ModelCall(caller, llm);
        return new ExternalCall(parent, target, method, scheme, port, path, llm);
    }

    /** The response's status, or 0. */
    public int status() {
        return status;
    }

    /** The client sends the request: for the first time; later, after a redirect or a failure, once more. */
    public void sending() {
        if (sent) {
            retries++;
        }
        sent = true;
    }

    /** The client sent the request once more. */
    public void retried() {
        retries++;
    }

    /** How often the client sent the request again. */
    public int retries() {
        return retries;
    }

    /** Whether the request's body is to be shown to {@link #sent}. */
    public boolean readsRequest() {
        return llm != null;
    }

    /** The next piece of the request's body. */
    public void sent(byte[] bytes, int offset, int length) {
        if (llm != null) {
            llm.requestBytes(bytes, offset, length);
        }
    }

    /** The next piece of the request's body: what remains in the buffer, which is left as it was. */
    public void sent(ByteBuffer bytes) {
        if (llm != null) {
            llm.requestBytes(bytes);
        }
    }

    /** Whether the client has sent the request. */
    public boolean wasSent() {
        return sent;
    }

    /**
     * The head of the response that the application gets has come.
     *
     * @param headers asked only before this returns
     */
    public void responded(int code, HeaderLookup headers) {
        status = code;
        headNanos = System.nanoTime();
        if (llm != null) {
            llm.responseHead(code, headers);
        }
    }

    /** The application has the response, may read its body or not, and no {@link #end()} is sure to follow. */
    public void handedOut() {
        Summary around = llm == null ? enclosing() : enclosing().enclosing();
        boolean awaited = around != null && around.expect(this);
        if (!awaited && llm == null) {
            unread(); // no unit would ever end it
        }
    }

    /** Whether the response's body is to be shown to {@link #received}. */
    public boolean readsResponse() {
        return llm != null || status >= 400;
    }

    /** The next piece of the response's body, as the application reads it. */
    public void received(byte[] bytes, int offset, int length) {
        if (llm != null) {
            llm.responseBytes(bytes, offset, length);
        }
        int kept = room(length);
        if (kept > 0) {
            System.arraycopy(bytes, offset, body, bodyLength, kept);
            bodyLength += kept;
        }
    }

    /** The next piece of the response's body: what remains in the buffer, which is left as it was. */
    public void received(ByteBuffer bytes) {
        if (llm != null) {
            llm.responseBytes(bytes);
        }
        int kept = room(bytes.remaining());
        if (kept > 0) {
            bytes.duplicate().get(body, bodyLength, kept);
            bodyLength += kept;
        }
    }

    private int room(int length) {
        int wanted = Math.min(length, BODY - bodyLength);
        if (status < 400 || wanted <= 0 || llm != null || ended()) {
            return 0;
        }
        if (body == null || bodyLength + wanted > body.length) {
            int size = Math.min(BODY, Math.max(256, 2 * (bodyLength + wanted)));
            body = body == null ? new byte[size] : Arrays.copyOf(body, size);
        }
        return wanted;
    }

    /**
     * The first bytes of a failed call's response, at most 2 KB; null where none were read, and for a language model's,
     * because some answer a request that they don't understand by quoting it, prompt and all.
     */
    public byte[] responseBody() {
        return body == null ? null : Arrays.copyOf(body, bodyLength);
    }

    /** Ends the call, at its head, if nobody has read its response. */
    void unread() {
        end(headNanos);
    }

    @Override
    void handOver() {
        if (llm == null) {
            super.handOver();
            return;
        }
        llm.end();
        super.handOver();
        ((ModelCall) enclosing()).ended(this);
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

    /** The called host, in lower case. */
    public String host() {
        return target.host();
    }

    /** The called port. */
    public int port() {
        return port > 0 ? port : "https".equals(scheme) ? 443 : 80;
    }

    /** The path, without query; not redacted. */
    public String path() {
        return path;
    }

    @Override
    public boolean failed() {
        return status >= 400 || super.failed();
    }

    @Override
    public String errorType() {
        return failure() == null && status >= 400 ? Integer.toString(status) : super.errorType();
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
        out.put(Attribute.SERVER_PORT, port());
        out.put(Attribute.URL_FULL, target.url(scheme, port, path));
        if (status > 0) {
            out.put(Attribute.HTTP_STATUS, status);
        }
        if (retries > 0) {
            out.put(Attribute.HTTP_RESEND_COUNT, retries);
        }
        out.put(Attribute.ERROR_TYPE, errorType());
    }
}
