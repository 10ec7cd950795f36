package dev.z0.agent.core.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** An exchange in the shape a provider sends, and what must be read from it. */
final class Sample {
    final String name;
    final String host;
    final int port;
    final String path;
    String request = "{}";
    int status = 200;
    final Map<String, String> headers = new LinkedHashMap<>();
    byte[] body = {};

    String provider = "openai";
    String model;
    String operation = "completion";
    long input = -1;
    long output = -1;
    boolean streaming;
    boolean firstToken;
    String error;
    boolean rateLimited;

    Sample(String name, String url) {
        this.name = name;
        int slash = url.indexOf('/');
        String authority = url.substring(0, slash);
        int colon = authority.indexOf(':');
        host = colon < 0 ? authority : authority.substring(0, colon);
        port = colon < 0 ? 443 : Integer.parseInt(authority.substring(colon + 1));
        path = url.substring(slash);
    }

    Sample request(String json) {
        request = json;
        return this;
    }

    Sample answer(int status, String contentType, String body) {
        return answer(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    Sample answer(int status, String contentType, byte[] body) {
        this.status = status;
        this.body = body;
        return header("content-type", contentType);
    }

    Sample header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    Sample from(String provider, String model) {
        this.provider = provider;
        this.model = model;
        return this;
    }

    Sample tokens(long input, long output) {
        this.input = input;
        this.output = output;
        return this;
    }

    Sample embedding() {
        operation = "embedding";
        return this;
    }

    /** A stream that carries content. */
    Sample streamed() {
        streaming = true;
        firstToken = true;
        return this;
    }

    Sample fails(String error, boolean rateLimited) {
        this.error = error;
        this.rateLimited = rateLimited;
        return this;
    }

    LlmCall start() {
        return LlmCall.of("POST", host, port, path);
    }

    LlmCall play(int chunk) {
        return play(body, headers, chunk);
    }

    LlmCall playCompressed(int chunk) {
        Map<String, String> compressed = new LinkedHashMap<>(headers);
        compressed.put("content-encoding", "gzip");
        return play(gzip(body), compressed, chunk);
    }

    private LlmCall play(byte[] sent, Map<String, String> sentHeaders, int chunk) {
        LlmCall call = start();
        byte[] asked = request.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < asked.length; i += chunk) {
            call.requestBytes(asked, i, Math.min(chunk, asked.length - i));
        }
        call.responseHead(status, sentHeaders::get);
        for (int i = 0; i < sent.length; i += chunk) {
            call.responseBytes(sent, i, Math.min(chunk, sent.length - i));
        }
        call.end();
        return call;
    }

    void check(LlmCall call, String how) {
        String expected = String.join(
                " ",
                provider,
                model,
                operation,
                "in=" + input,
                "out=" + output,
                "streaming=" + streaming,
                "first=" + firstToken,
                "error=" + error,
                "limited=" + rateLimited);
        String found = String.join(
                " ",
                call.provider(),
                call.model(),
                call.operation(),
                "in=" + call.tokensInput(),
                "out=" + call.tokensOutput(),
                "streaming=" + call.streaming(),
                "first=" + (call.ttftNanos(Long.MAX_VALUE / 2) >= 0),
                "error=" + call.errorType(),
                "limited=" + call.rateLimited());
        assertEquals(expected, found, () -> name + ", " + how);
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Override
    public String toString() {
        return name;
    }
}
