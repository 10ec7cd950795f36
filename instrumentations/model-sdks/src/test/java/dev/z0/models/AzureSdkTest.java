package dev.z0.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.ai.openai.models.ChatCompletions;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import dev.z0.agent.core.llm.LlmCall;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Azure's SDK, on Reactor Netty. */
class AzureSdkTest extends SdkSuite {
    private static final String COMPLETION =
            """
            {"id": "chatcmpl-7R1nGnsXO8n4oi9UPz2f3UHdgAYMn", "created": 1686676106, "object": "chat.completion",
             "model": "gpt-4o-2024-11-20",
             "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "Hello!"}}],
             "usage": {"completion_tokens": 557, "prompt_tokens": 33, "total_tokens": 590}}
            """;

    private OpenAIClient client;
    private OpenAIAsyncClient async;

    @BeforeAll
    void client() {
        OpenAIClientBuilder builder = new OpenAIClientBuilder()
                .endpoint(provider.url("shop.openai.azure.com"))
                .retryOptions(new RetryOptions(new FixedDelayOptions(0, Duration.ZERO)));
        client = builder.buildClient();
        async = builder.buildAsyncClient();
    }

    private static ChatCompletionsOptions chat() {
        return new ChatCompletionsOptions(List.of(new ChatRequestUserMessage("Say hello.")));
    }

    private static void assertHello(ChatCompletions answer) {
        assertEquals("Hello!", answer.getChoices().get(0).getMessage().getContent());
    }

    @Test
    void chatAwaited() throws Exception {
        provider.answersCompressed(200, COMPLETION);
        LlmCall call = asks(() -> assertHello(client.getChatCompletions("my-gpt-4o", chat())));
        assertEquals("azure_openai gpt-4o-2024-11-20 33+557", told(call));
        assertEquals("my-gpt-4o", call.modelAsked());
    }

    @Test
    void chatOnItsOwnThreads() throws Exception {
        provider.answers(200, COMPLETION);
        LlmCall call = asks(
                () -> assertHello(async.getChatCompletions("my-gpt-4o", chat()).block()));
        assertEquals("azure_openai gpt-4o-2024-11-20 33+557", told(call));
    }

    @Test
    void chatStreamed() throws Exception {
        String chunk = "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,"
                + "\"model\":\"gpt-4o-2024-11-20\",\"system_fingerprint\":\"fp\",";
        provider.streams(
                chunk + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"He\"},"
                        + "\"finish_reason\":null}],\"usage\":null}",
                chunk + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"llo\"},\"finish_reason\":\"stop\"}],"
                        + "\"usage\":null}",
                chunk + "\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2,\"total_tokens\":11}}",
                "data: [DONE]");
        LlmCall call = asks(() -> {
            Iterator<ChatCompletions> chunks =
                    client.getChatCompletionsStream("my-gpt-4o", chat()).iterator();
            chunks.next();
            provider.firstWasRead();
            chunks.forEachRemaining(ChatCompletions::getId);
        });
        assertEquals("azure_openai gpt-4o-2024-11-20 9+2", told(call));
        assertStreamed(call);
    }

    @Test
    void refused() throws Exception {
        provider.answers(
                429, "{\"error\": {\"code\": \"429\", \"message\": \"Requests have exceeded call rate limit.\"}}");
        LlmCall call = asks(
                () -> assertThrows(HttpResponseException.class, () -> client.getChatCompletions("my-gpt-4o", chat())));
        assertEquals(true, call.rateLimited());
        assertEquals("http_429", call.errorType());
        assertEquals("my-gpt-4o", call.model());
    }
}
