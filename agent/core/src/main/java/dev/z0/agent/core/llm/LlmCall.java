package dev.z0.agent.core.llm;

import dev.z0.agent.core.Z0;
import java.nio.ByteBuffer;

/**
 * One call of a large language model, seen as the HTTP exchange it is: who was asked, which model answered, how many tokens,
 * how soon the first, and what went wrong. It reads the bytes that pass by, whatever client or SDK moves them.
 *
 * <p>Prompts and completions are never kept, not even for a moment longer than the call that hands their bytes in, unless
 * {@code Z0_CAPTURE_PROMPTS} asks for their beginning; memory is constant and time linear. No method throws because of what the bytes say.
 *
 * <p>Request and response may be handed in by different threads, each by one at a time. Results are complete after
 * {@link #end}, for the thread that called it and those it hands over to.
 */
public final class LlmCall {
    private static final int CHUNK = 4096;

    private final String provider;
    private final String operation;
    private final String pathModel;
    private final boolean pathStreams;
    private final RequestReader request = new RequestReader();
    private final Captured prompt = Z0.capturesPrompts() ? new Captured(null) : null;
    private volatile ResponseReader response;

    LlmCall(String provider, String operation, String pathModel, boolean pathStreams) {
        this.provider = provider;
        this.operation = operation;
        this.pathModel = pathModel;
        this.pathStreams = pathStreams;
    }

    /**
     * Starts the reading of a call, if its address is that of a known provider or of a known shape.
     *
     * @param method the HTTP method
     * @param host without port; may be null
     * @param port -1 when unknown
     * @param path raw, with or without the query
     * @return null when this is no LLM endpoint; that answer is cheap and allocates nothing
     */
    public static LlmCall of(String method, String host, int port, String path) {
        return path == null || !"POST".equals(method) ? null : Endpoints.match(host, port, path);
    }

    /** The next piece of the request's body, not compressed. Only its first 256 KiB are looked at. */
    public void requestBytes(byte[] bytes, int offset, int length) {
        request.accept(bytes, offset, offset + length);
        if (prompt != null) {
            prompt.accept(bytes, offset, offset + length);
        }
    }

    /** The next piece of the request's body: what remains in the buffer, which is left as it was. */
    public void requestBytes(ByteBuffer bytes) {
        ByteBuffer start = bytes.duplicate();
        start.limit(start.position() + Math.min(request.room(), start.remaining()));
        pass(start, request);
        if (prompt != null) {
            pass(bytes.duplicate(), prompt);
        }
    }

    /**
     * The response's head. A second one (after a retry or a redirect) starts over: the last response counts. Bytes that come
     * before any head are ignored.
     */
    public void responseHead(int status, HeaderLookup headers) {
        end();
        response = new ResponseReader(status, headers, pathStreams || request.stream, prompt != null);
    }

    /** The next piece of the response's body, as sent or already decompressed. */
    public void responseBytes(byte[] bytes, int offset, int length) {
        ResponseReader reader = response;
        if (reader != null) {
            reader.accept(bytes, offset, offset + length);
        }
    }

    /** The next piece of the response's body: what remains in the buffer, which is left as it was. */
    public void responseBytes(ByteBuffer bytes) {
        ResponseReader reader = response;
        if (reader != null) {
            pass(bytes.duplicate(), reader);
        }
    }

    /** The exchange is over or given up. May be called more than once, and by any thread. */
    public void end() {
        ResponseReader reader = response;
        if (reader != null) {
            reader.close();
        }
    }

    /** Such as {@code openai}, {@code anthropic}, {@code bedrock}; {@code openai_compatible} when only the shape is known. */
    public String provider() {
        return provider;
    }

    /** The model that answered, else the one asked for, else the one in the path; null when none was seen. */
    public String model() {
        ResponseReader reader = response;
        return reader == null || reader.model() == null ? modelAsked() : reader.model();
    }

    /** The model asked for, else the one in the path; null when none was seen. */
    public String modelAsked() {
        return request.model == null ? pathModel : request.model;
    }

    /** The beginning of the request's body; null where it is not kept, or there is none. Not redacted. */
    public String prompt() {
        return prompt == null ? null : prompt.text();
    }

    /** The beginning of the last response's body; null where it is not kept, or there is none. Not redacted. */
    public String completion() {
        ResponseReader reader = response;
        return reader == null ? null : reader.text();
    }

    /** {@code completion} or {@code embedding}. */
    public String operation() {
        return operation;
    }

    /** Input tokens, those read from or written to the provider's cache included; -1 when unknown. */
    public long tokensInput() {
        ResponseReader reader = response;
        return reader == null ? -1 : reader.input();
    }

    /** Output tokens, reasoning included; -1 when unknown. */
    public long tokensOutput() {
        ResponseReader reader = response;
        return reader == null ? -1 : reader.output();
    }

    /**
     * Time to the first event of a stream that carries generated content.
     *
     * @param startNanos {@link System#nanoTime} when the call began
     * @return nanoseconds, -1 when there was none or the response was no stream
     */
    public long ttftNanos(long startNanos) {
        ResponseReader reader = response;
        return reader == null ? -1 : reader.sinceFirstToken(startNanos);
    }

    /**
     * The provider's name for what went wrong, such as {@code rate_limit_exceeded} or {@code overloaded_error}, from the
     * body, a frame or a header; {@code http_500} where it gave none; null when nothing did.
     */
    public String errorType() {
        ResponseReader reader = response;
        return reader == null ? null : reader.errorType();
    }

    /** Whether the provider refused for now: status 429 or 529, or an error of that meaning inside a stream. */
    public boolean rateLimited() {
        ResponseReader reader = response;
        return reader != null && reader.rateLimited();
    }

    /** Whether the answer is a stream, or before it came, whether one was asked for. */
    public boolean streaming() {
        ResponseReader reader = response;
        return reader == null ? pathStreams || request.stream : reader.streaming();
    }

    private static void pass(ByteBuffer from, ByteSink to) {
        if (from.hasArray()) {
            int start = from.arrayOffset() + from.position();
            to.accept(from.array(), start, start + from.remaining());
            return;
        }
        byte[] chunk = new byte[Math.min(CHUNK, from.remaining())];
        while (from.hasRemaining()) {
            int length = Math.min(chunk.length, from.remaining());
            from.get(chunk, 0, length);
            to.accept(chunk, 0, length);
        }
    }
}
