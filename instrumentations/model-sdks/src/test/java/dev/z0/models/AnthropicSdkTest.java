package dev.z0.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicException;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import dev.z0.agent.core.llm.LlmCall;
import java.util.Iterator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Anthropic SDK, on OkHttp. */
class AnthropicSdkTest extends SdkSuite {
    private static final MessageCreateParams ASKED = MessageCreateParams.builder()
            .model("claude-sonnet-4-0")
            .maxTokens(100)
            .addUserMessage("Say hello.")
            .build();

    private static final String START =
            "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\","
                    + "\"role\":\"assistant\",\"content\":[],\"model\":\"claude-sonnet-4-20250514\",\"stop_reason\":null,"
                    + "\"stop_sequence\":null,\"usage\":{\"input_tokens\":25,\"cache_creation_input_tokens\":3,"
                    + "\"cache_read_input_tokens\":100,\"output_tokens\":1}}}";

    private AnthropicClient client;

    @BeforeAll
    void client() {
        client = AnthropicOkHttpClient.builder()
                .apiKey("sk-ant-test")
                .baseUrl(provider.url("api.anthropic.com"))
                .maxRetries(0)
                .build();
    }

    @Test
    void message() throws Exception {
        provider.answersCompressed(
                200,
                """
                {"id": "msg_013Zva2CMHLNnXjNJJKqJ2EF", "type": "message", "role": "assistant",
                 "model": "claude-sonnet-4-20250514", "content": [{"type": "text", "text": "Hi!"}],
                 "stop_reason": "end_turn", "stop_sequence": null,
                 "usage": {"input_tokens": 2095, "cache_creation_input_tokens": 10, "cache_read_input_tokens": 1000,
                   "cache_creation": {"ephemeral_5m_input_tokens": 10, "ephemeral_1h_input_tokens": 0},
                   "output_tokens": 503, "service_tier": "standard"}}
                """);
        LlmCall call = asks(() -> client.messages().create(ASKED).id());
        assertEquals("anthropic claude-sonnet-4-20250514 3105+503", told(call));
        assertEquals("claude-sonnet-4-0", call.modelAsked());
    }

    @Test
    void messageStreamed() throws Exception {
        provider.streams(
                START,
                "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,"
                        + "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
                "event: ping\ndata: {\"type\": \"ping\"}",
                "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
                        + "\"delta\":{\"type\":\"text_delta\",\"text\":\"Hello\"}}",
                "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}",
                "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\","
                        + "\"stop_sequence\":null},\"usage\":{\"output_tokens\":15}}",
                "event: message_stop\ndata: {\"type\":\"message_stop\"}");
        LlmCall call = asks(() -> read());
        assertEquals("anthropic claude-sonnet-4-20250514 128+15", told(call));
        assertStreamed(call);
    }

    private void read() {
        try (StreamResponse<RawMessageStreamEvent> answer = client.messages().createStreaming(ASKED)) {
            Iterator<RawMessageStreamEvent> events = answer.stream().iterator();
            events.next();
            provider.firstWasRead();
            events.forEachRemaining(RawMessageStreamEvent::isMessageStop);
        }
    }

    @Test
    void overloadedInTheMiddle() throws Exception {
        provider.streams(
                START,
                "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}");
        LlmCall call = asks(() -> assertThrows(AnthropicException.class, this::read));
        assertEquals("overloaded_error", call.errorType());
        assertEquals(true, call.rateLimited());
    }

    @Test
    void refused() throws Exception {
        provider.answers(
                429,
                """
                {"type": "error", "error": {"type": "rate_limit_error", "message": "Too many"}, "request_id": "req_1"}
                """);
        LlmCall call = asks(() ->
                assertThrows(AnthropicException.class, () -> client.messages().create(ASKED)));
        assertEquals("rate_limit_error", call.errorType());
    }
}
