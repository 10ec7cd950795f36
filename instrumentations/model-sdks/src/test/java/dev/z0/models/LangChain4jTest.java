package dev.z0.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.z0.agent.core.llm.LlmCall;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** LangChain4j, on the JDK's client: OpenAI's shape at an address of one's own, and Ollama's. */
class LangChain4jTest extends SdkSuite {
    private static void stream(StreamingChatModel model, Runnable atFirst) throws Exception {
        CompletableFuture<ChatResponse> answer = new CompletableFuture<>();
        model.chat("Say hello.", new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String part) {
                atFirst.run();
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                answer.complete(response);
            }

            @Override
            public void onError(Throwable error) {
                answer.completeExceptionally(error);
            }
        });
        assertEquals("Hello", answer.get().aiMessage().text());
    }

    @Test
    void openAi() throws Exception {
        provider.answers(
                200,
                "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"qwen3\",\"choices\":[{\"index\":0,"
                        + "\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"},\"finish_reason\":\"stop\"}],"
                        + "\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2,\"total_tokens\":7}}");
        LlmCall call = asks(() -> OpenAiChatModel.builder()
                .baseUrl(provider.url("localhost") + "/v1")
                .apiKey("k")
                .modelName("qwen3")
                .maxRetries(0)
                .build()
                .chat("Say hello."));
        assertEquals("openai_compatible qwen3 5+2", told(call));
    }

    @Test
    void openAiStreamed() throws Exception {
        provider.streams(
                "data: {\"id\":\"c\",\"model\":\"qwen3\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hel\"}}]}",
                "data: {\"id\":\"c\",\"model\":\"qwen3\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"lo\"}}]}",
                "data: {\"id\":\"c\",\"model\":\"qwen3\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}",
                "data: {\"id\":\"c\",\"model\":\"qwen3\",\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2,\"total_tokens\":7}}",
                "data: [DONE]");
        LlmCall call = asks(() -> stream(
                OpenAiStreamingChatModel.builder()
                        .baseUrl(provider.url("localhost") + "/v1")
                        .apiKey("k")
                        .modelName("qwen3")
                        .build(),
                provider::firstWasRead));
        assertEquals("openai_compatible qwen3 5+2", told(call));
        assertStreamed(call);
    }

    @Test
    void ollama() throws Exception {
        provider.answers(
                200,
                "{\"model\":\"llama3.2\",\"created_at\":\"2025-01-01T00:00:00Z\",\"message\":{\"role\":\"assistant\","
                        + "\"content\":\"Hi\"},\"done_reason\":\"stop\",\"done\":true,\"total_duration\":1,"
                        + "\"prompt_eval_count\":26,\"prompt_eval_duration\":1,\"eval_count\":298,\"eval_duration\":1}");
        LlmCall call = asks(() -> OllamaChatModel.builder()
                .baseUrl(provider.url("ollama.example.com"))
                .modelName("llama3.2")
                .maxRetries(0)
                .build()
                .chat("Say hello."));
        assertEquals("ollama llama3.2 26+298", told(call));
    }

    @Test
    void ollamaStreamed() throws Exception {
        String start =
                "{\"model\":\"llama3.2\",\"created_at\":\"2025-01-01T00:00:00Z\",\"message\":{\"role\":\"assistant\",";
        provider.answers(
                200,
                "application/x-ndjson",
                List.of(
                        (start + "\"content\":\"Hel\"},\"done\":false}\n").getBytes(StandardCharsets.UTF_8),
                        (start + "\"content\":\"lo\"},\"done\":false}\n").getBytes(StandardCharsets.UTF_8),
                        (start + "\"content\":\"\"},\"done\":true,\"prompt_eval_count\":26,\"eval_count\":2}\n")
                                .getBytes(StandardCharsets.UTF_8)));
        LlmCall call = asks(() -> stream(
                OllamaStreamingChatModel.builder()
                        .baseUrl(provider.url("ollama.example.com"))
                        .modelName("llama3.2")
                        .build(),
                () -> {}));
        assertEquals("ollama llama3.2 26+2", told(call));
        assertStreamed(call);
    }
}
