package dev.z0.agent.core.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LlmCallTest {
    static List<Sample> samples() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsTheSameHoweverTheBytesAreCut(Sample sample) {
        int longest = Math.max(sample.body.length, sample.request.length());
        for (int chunk = 1; chunk <= longest; chunk++) {
            sample.check(sample.play(chunk), "in chunks of " + chunk);
        }
        for (int chunk = 1; chunk <= longest; chunk += 7) {
            sample.check(sample.playCompressed(chunk), "compressed, in chunks of " + chunk);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsBuffersAndLeavesThemAsTheyWere(Sample sample) {
        LlmCall call = sample.start();
        byte[] asked = sample.request.getBytes(StandardCharsets.UTF_8);
        ByteBuffer request = ByteBuffer.allocateDirect(asked.length + 5).put(2, asked);
        request.position(2).limit(2 + asked.length);
        ByteBuffer response = ByteBuffer.wrap(sample.body, 0, sample.body.length / 2);
        ByteBuffer rest =
                ByteBuffer.wrap(sample.body).position(response.limit()).slice().asReadOnlyBuffer();
        call.requestBytes(request);
        call.responseHead(sample.status, sample.headers::get);
        call.responseBytes(response);
        call.responseBytes(rest);
        call.end();
        sample.check(call, "from buffers");
        assertEquals(2, request.position());
        assertEquals(0, response.position());
    }

    @ParameterizedTest
    @CsvSource({
        "POST, api.openai.com, 443, /v1/chat/completions, openai, completion",
        "POST, API.OPENAI.COM, 443, /v1/embeddings, openai, embedding",
        "POST, eu.api.openai.com, 443, /v1/responses, openai, completion",
        "POST, acme.openai.azure.com, 443, /openai/deployments/e/embeddings?api-version=1, azure_openai, embedding",
        "POST, api.mistral.ai, 443, /v1/chat/completions, mistral, completion",
        "POST, api.x.ai, 443, /v1/chat/completions, xai, completion",
        "POST, openrouter.ai, 443, /api/v1/chat/completions, openrouter, completion",
        "POST, api.together.xyz, 443, /v1/completions, together, completion",
        "POST, api.fireworks.ai, 443, /inference/v1/chat/completions, fireworks, completion",
        "POST, api.perplexity.ai, 443, /chat/completions, perplexity, completion",
        "POST, generativelanguage.googleapis.com, 443, /v1beta/openai/chat/completions, google, completion",
        "POST, aiplatform.googleapis.com, 443, /v1/p/publishers/anthropic/models/c:streamRawPredict, google, completion",
        "POST, notx.ai, 443, /v1/chat/completions, openai_compatible, completion",
        "POST, , -1, /chat/completions, openai_compatible, completion",
        "POST, localhost, 11434, /v1/chat/completions, ollama, completion",
        "POST, localhost, 11434, /api/embeddings, ollama, embedding",
        "POST, gateway, 80, /v1/embeddings, openai_compatible, embedding",
        "POST, gateway, 80, /anthropic/v1/messages, anthropic, completion",
        "POST, vpce-1.bedrock-runtime.us-east-1.vpce.amazonaws.com, 443, /model/m/converse, bedrock, completion",
        "GET, api.openai.com, 443, /v1/chat/completions, ,",
        "POST, api.openai.com, 443, /v1/files, ,",
        "POST, api.openai.com, 443, , ,",
        "POST, api.openai.com, 443, s, ,",
        "POST, forms.example.com, 443, /v1/responses, ,",
        "POST, com, 443, /v1/completions, ,",
        "POST, lms.example.com, 443, /v1/completions, ,",
        "POST, sms.example.com, 443, /v1/messages, ,",
        "POST, api.anthropic.com, 443, /v1/messages/count_tokens, ,",
        "POST, shop.example.com, 443, /api/chat, ,",
        "POST, shop.example.com, 443, /v1/chat, ,",
        "POST, shop.example.com, 443, /model/m/invoke, ,",
        "POST, bedrock-runtime.us-east-1.amazonaws.com, 443, /model/m/apply, ,",
        "POST, storage.googleapis.com, 443, /v1/x:generateContent, ,",
        "POST, example.com, 443, /search?next=/chat/completions, ,",
    })
    void knowsEndpoints(String method, String host, int port, String path, String provider, String operation) {
        LlmCall call = LlmCall.of(method, host, port, path);
        assertEquals(provider, call == null ? null : call.provider());
        assertEquals(operation, call == null ? null : call.operation());
    }

    @Test
    void firstTokenIsTheFirstEventWithContent() {
        LlmCall call = LlmCall.of("POST", "api.openai.com", 443, "/v1/chat/completions");
        call.responseHead(200, Map.of("content-type", "text/event-stream")::get);
        long start = System.nanoTime();
        feed(call, "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n");
        assertEquals(-1, call.ttftNanos(start));
        feed(call, "data: {\"choices\":[{\"delta\":{\"content\":\"H");
        long first = call.ttftNanos(start);
        assertTrue(first >= 0 && first <= System.nanoTime() - start);
        feed(call, "i\"}}]}\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"more\"}}]}\n\n");
        assertEquals(first, call.ttftNanos(start));
    }

    @Test
    void anEventsDataMayTakeSeveralLinesHoweverTheyEnd() {
        for (String end : new String[] {"\n", "\r\n", "\r"}) {
            LlmCall call = LlmCall.of("POST", "api.openai.com", 443, "/v1/chat/completions");
            call.responseHead(200, Map.of("content-type", "text/event-stream")::get);
            feed(call, "data: {\"usage\":" + end + "data:{\"prompt_tokens\":4" + end + "data: }}" + end + end);
            assertEquals(4, call.tokensInput());
        }
    }

    @Test
    void framesWithImpossibleLengthsEndTheReading() {
        byte[] good = Samples.frame(":event-type", "metadata", "{\"usage\":{\"inputTokens\":3}}");
        assertEquals(3, frames(good).tokensInput());
        byte[] negative = good.clone();
        negative[4] = (byte) 0xff;
        assertEquals(-1, frames(negative).tokensInput());
        byte[] huge = good.clone();
        huge[0] = 0x7f;
        assertEquals(-1, frames(huge).tokensInput());
    }

    private static LlmCall frames(byte[] body) {
        LlmCall call = LlmCall.of("POST", "bedrock-runtime.us-east-1.amazonaws.com", 443, "/model/m/converse-stream");
        call.responseHead(200, Map.of("content-type", "application/vnd.amazon.eventstream")::get);
        call.responseBytes(body, 0, body.length);
        return call;
    }

    @Test
    void asksTheRequestWhetherItIsAStreamUntilTheResponseTells() {
        LlmCall call = LlmCall.of("POST", "api.openai.com", 443, "/v1/chat/completions");
        assertFalse(call.streaming());
        byte[] request = "{\"stream\":true,\"model\":null}".getBytes(StandardCharsets.UTF_8);
        call.requestBytes(request, 0, request.length);
        assertTrue(call.streaming());
        assertNull(call.model());
        call.responseHead(500, name -> null);
        assertFalse(call.streaming());
    }

    @Test
    void theLastResponseCounts() {
        LlmCall call = LlmCall.of("POST", "api.openai.com", 443, "/v1/chat/completions");
        call.responseHead(429, Map.of("content-encoding", "gzip")::get);
        assertTrue(call.rateLimited());
        call.responseHead(200, name -> null);
        feed(call, "{\"usage\":{\"prompt_tokens\":1}}");
        assertFalse(call.rateLimited());
        assertNull(call.errorType());
        assertEquals(1, call.tokensInput());
    }

    @Test
    void leavesEncodingsItCannotReadAlone() {
        LlmCall call = LlmCall.of("POST", "api.openai.com", 443, "/v1/chat/completions");
        call.responseHead(429, Map.of("content-encoding", "br", "content-type", "application/json")::get);
        feed(call, "{\"error\":{\"code\":\"x\"},\"usage\":{\"prompt_tokens\":1}}");
        assertEquals(-1, call.tokensInput());
        assertEquals("http_429", call.errorType());
        assertTrue(call.rateLimited());
    }

    @Test
    void readsWhatTheClientHasDecompressed() {
        LlmCall call = LlmCall.of("POST", "api.openai.com", 443, "/v1/chat/completions");
        call.responseHead(200, Map.of("content-encoding", "gzip")::get);
        feed(call, "{\"usage\":{\"prompt_tokens\":1}}");
        assertEquals(1, call.tokensInput());
    }

    @Test
    void looksForTheModelInTheFirstQuarterMebibyteOnly() {
        LlmCall call = LlmCall.of("POST", "api.openai.com", 443, "/v1/chat/completions");
        byte[] request =
                ("{\"prompt\":\"" + "x".repeat(256 << 10) + "\",\"model\":\"late\"}").getBytes(StandardCharsets.UTF_8);
        call.requestBytes(ByteBuffer.wrap(request));
        assertNull(call.model());
        call.responseHead(200, name -> null);
        feed(call, "{\"model\":\"told\"}");
        assertEquals("told", call.model());
    }

    @Test
    void bytesBeforeTheHeadAndAfterTheEndDoNoHarm() {
        LlmCall call = LlmCall.of("POST", "api.openai.com", 443, "/v1/chat/completions");
        feed(call, "{\"usage\":{\"prompt_tokens\":1}}");
        call.end();
        assertEquals(-1, call.tokensInput());
        call.responseHead(200, Map.of("content-encoding", "gzip")::get);
        call.end();
        call.end();
        byte[] late = Sample.gzip("{\"usage\":{\"prompt_tokens\":1}}".getBytes(StandardCharsets.UTF_8));
        call.responseBytes(late, 0, late.length);
        assertEquals(-1, call.tokensInput());
        assertNotNull(call.provider());
    }

    private static void feed(LlmCall call, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        call.responseBytes(bytes, 0, bytes.length);
    }
}
