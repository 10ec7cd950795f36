package dev.z0.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.InternalServerException;
import com.openai.errors.RateLimitException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import dev.z0.agent.core.llm.LlmCall;
import java.util.Iterator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The OpenAI SDK, on OkHttp. */
class OpenAiSdkTest extends SdkSuite {
    private static final String COMPLETION =
            """
            {"id": "chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT", "object": "chat.completion", "created": 1741569952,
             "model": "gpt-4o-2024-08-06",
             "choices": [{"index": 0, "message": {"role": "assistant", "content": "Hello!", "refusal": null,
               "annotations": []}, "logprobs": null, "finish_reason": "stop"}],
             "usage": {"prompt_tokens": 1117, "completion_tokens": 46, "total_tokens": 1163,
               "prompt_tokens_details": {"cached_tokens": 1024, "audio_tokens": 0},
               "completion_tokens_details": {"reasoning_tokens": 10, "audio_tokens": 0,
                 "accepted_prediction_tokens": 0, "rejected_prediction_tokens": 0}},
             "service_tier": "default", "system_fingerprint": "fp_fc9f1d7035"}
            """;

    private static final ChatCompletionCreateParams CHAT = ChatCompletionCreateParams.builder()
            .model("gpt-4o")
            .addUserMessage("Say hello.")
            .streamOptions(
                    ChatCompletionStreamOptions.builder().includeUsage(true).build())
            .build();
    private static final ResponseCreateParams RESPONSE =
            ResponseCreateParams.builder().model("gpt-4o").input("Say hello.").build();

    private OpenAIClient client;

    @BeforeAll
    void client() {
        client = OpenAIOkHttpClient.builder()
                .apiKey("sk-test")
                .baseUrl(provider.url("api.openai.com") + "/v1")
                .maxRetries(0)
                .build();
    }

    @Test
    void chat() throws Exception {
        provider.answersCompressed(200, COMPLETION);
        LlmCall call = asks(() -> assertEquals(
                "Hello!",
                client.chat()
                        .completions()
                        .create(CHAT)
                        .choices()
                        .get(0)
                        .message()
                        .content()
                        .orElseThrow()));
        assertEquals("openai gpt-4o-2024-08-06 1117+46", told(call));
        assertEquals("gpt-4o", call.modelAsked());
    }

    @Test
    void chatOnItsOwnThreads() throws Exception {
        provider.answers(200, COMPLETION);
        LlmCall call = asks(
                () -> client.async().chat().completions().create(CHAT).get().id());
        assertEquals("openai gpt-4o-2024-08-06 1117+46", told(call));
    }

    @Test
    void chatStreamed() throws Exception {
        String chunk = "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,"
                + "\"model\":\"gpt-4o-mini-2024-07-18\",\"system_fingerprint\":\"fp\",";
        provider.streams(
                chunk + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"He\"},"
                        + "\"logprobs\":null,\"finish_reason\":null}],\"usage\":null}",
                chunk
                        + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"llo\"},\"finish_reason\":\"stop\"}],\"usage\":null}",
                chunk + "\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2,\"total_tokens\":11,"
                        + "\"prompt_tokens_details\":{\"cached_tokens\":0}}}",
                "data: [DONE]");
        LlmCall call = asks(() -> {
            try (StreamResponse<ChatCompletionChunk> answer =
                    client.chat().completions().createStreaming(CHAT)) {
                Iterator<ChatCompletionChunk> chunks = answer.stream().iterator();
                chunks.next();
                provider.firstWasRead();
                chunks.forEachRemaining(ChatCompletionChunk::id);
            }
        });
        assertEquals("openai gpt-4o-mini-2024-07-18 9+2", told(call));
        assertStreamed(call);
    }

    @Test
    void response() throws Exception {
        provider.answers(
                200,
                """
                {"id": "resp_67ccd2bed1ec8190", "object": "response", "created_at": 1741476542, "status": "completed",
                 "error": null, "incomplete_details": null, "instructions": null, "model": "gpt-4.1-2025-04-14",
                 "output": [{"type": "message", "id": "msg_1", "status": "completed", "role": "assistant",
                   "content": [{"type": "output_text", "text": "Hello!", "annotations": []}]}],
                 "parallel_tool_calls": true, "temperature": 1.0, "tool_choice": "auto", "tools": [], "top_p": 1.0,
                 "usage": {"input_tokens": 36, "input_tokens_details": {"cached_tokens": 0}, "output_tokens": 87,
                   "output_tokens_details": {"reasoning_tokens": 0}, "total_tokens": 123}}
                """);
        assertEquals(
                "openai gpt-4.1-2025-04-14 36+87",
                told(asks(() -> client.responses().create(RESPONSE).id())));
    }

    @Test
    void responseStreamed() throws Exception {
        String response = "\"response\":{\"id\":\"r\",\"object\":\"response\",\"created_at\":1,\"error\":null,"
                + "\"model\":\"gpt-4.1-2025-04-14\",\"output\":[],\"tools\":[],\"tool_choice\":\"auto\",";
        provider.streams(
                "event: response.created\ndata: {\"type\":\"response.created\",\"sequence_number\":0," + response
                        + "\"usage\":null}}",
                "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"item_id\":\"m\","
                        + "\"output_index\":0,\"content_index\":0,\"delta\":\"Hi\",\"sequence_number\":1}",
                "event: response.completed\ndata: {\"type\":\"response.completed\",\"sequence_number\":2," + response
                        + "\"usage\":{\"input_tokens\":37,\"input_tokens_details\":{\"cached_tokens\":0},"
                        + "\"output_tokens\":11,\"output_tokens_details\":{\"reasoning_tokens\":0},\"total_tokens\":48}}}");
        LlmCall call = asks(() -> {
            try (StreamResponse<ResponseStreamEvent> answer = client.responses().createStreaming(RESPONSE)) {
                Iterator<ResponseStreamEvent> events = answer.stream().iterator();
                events.next();
                provider.firstWasRead();
                events.forEachRemaining(ResponseStreamEvent::isCompleted);
            }
        });
        assertEquals("openai gpt-4.1-2025-04-14 37+11", told(call));
        assertStreamed(call);
    }

    @Test
    void embedding() throws Exception {
        provider.answers(
                200,
                """
                {"object": "list", "data": [{"object": "embedding", "index": 0, "embedding": [0.0023, -0.0093]}],
                 "model": "text-embedding-3-small", "usage": {"prompt_tokens": 8, "total_tokens": 8}}
                """);
        LlmCall call = asks(() -> client.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model("text-embedding-3-small")
                        .input("hello")
                        .build())
                .model());
        assertEquals("openai text-embedding-3-small 8+-1", told(call));
        assertEquals("embedding", call.operation());
    }

    @Test
    void refused() throws Exception {
        provider.answers(
                429,
                """
                {"error": {"message": "Rate limit reached for gpt-4o", "type": "tokens", "param": null,
                  "code": "rate_limit_exceeded"}}
                """);
        LlmCall call = asks(() -> assertThrows(
                RateLimitException.class, () -> client.chat().completions().create(CHAT)));
        assertEquals("rate_limit_exceeded", call.errorType());
        assertEquals(true, call.rateLimited());
        assertEquals("gpt-4o", call.model());
    }

    @Test
    void failing() throws Exception {
        provider.answers(
                500,
                """
                {"error": {"message": "The server had an error", "type": "server_error", "param": null, "code": null}}
                """);
        LlmCall call = asks(() -> assertThrows(
                InternalServerException.class, () -> client.chat().completions().create(CHAT)));
        assertEquals("server_error", call.errorType());
    }
}
