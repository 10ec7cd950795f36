package dev.z0.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.errors.ApiException;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import dev.z0.agent.core.llm.LlmCall;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Google Gen AI SDK, on OkHttp. */
class GoogleSdkTest extends SdkSuite {
    private static final String MODEL = "gemini-2.5-flash";

    private Client client;

    @BeforeAll
    void client() {
        client = Client.builder()
                .apiKey("AIza-test")
                .httpOptions(HttpOptions.builder()
                        .baseUrl(provider.url("generativelanguage.googleapis.com"))
                        .build())
                .build();
    }

    private static String answer(String text, String usage) {
        return "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"" + text
                + "\"}],\"role\":\"model\"},\"index\":0}]," + "\"usageMetadata\":" + usage
                + ",\"modelVersion\":\"gemini-2.5-flash-001\",\"responseId\":\"r\"}";
    }

    @Test
    void content() throws Exception {
        provider.answersCompressed(
                200,
                answer(
                        "Hello!",
                        "{\"promptTokenCount\":10,\"candidatesTokenCount\":20,\"totalTokenCount\":36,"
                                + "\"thoughtsTokenCount\":6,\"cachedContentTokenCount\":4,"
                                + "\"promptTokensDetails\":[{\"modality\":\"TEXT\",\"tokenCount\":10}]}"));
        LlmCall call = asks(() -> assertEquals(
                "Hello!",
                client.models.generateContent(MODEL, "Say hello.", null).text()));
        assertEquals("google gemini-2.5-flash-001 10+26", told(call));
        assertEquals(MODEL, call.modelAsked());
    }

    @Test
    void contentStreamed() throws Exception {
        provider.streams(
                "data: " + answer("Hel", "{\"promptTokenCount\":10,\"totalTokenCount\":10}"),
                "data: " + answer("lo", "{\"promptTokenCount\":10,\"candidatesTokenCount\":2,\"totalTokenCount\":12}"));
        provider.firstWasRead(); // this SDK reads ahead
        LlmCall call = asks(() -> {
            try (ResponseStream<GenerateContentResponse> stream =
                    client.models.generateContentStream(MODEL, "Say hello.", null)) {
                stream.forEach(GenerateContentResponse::text);
            }
        });
        assertEquals("google gemini-2.5-flash-001 10+2", told(call));
        assertStreamed(call);
    }

    @Test
    void embedding() throws Exception {
        provider.answers(200, "{\"embeddings\":[{\"values\":[0.1,0.2]}]}");
        LlmCall call = asks(() -> client.models.embedContent("gemini-embedding-001", "hello", null));
        assertEquals("google gemini-embedding-001 -1+-1", told(call));
        assertEquals("embedding", call.operation());
    }

    @Test
    void refused() throws Exception {
        provider.answers(
                400, "{\"error\":{\"code\":400,\"message\":\"API key not valid\",\"status\":\"INVALID_ARGUMENT\"}}");
        LlmCall call = asks(
                () -> assertThrows(ApiException.class, () -> client.models.generateContent(MODEL, "Say hello.", null)));
        assertEquals("INVALID_ARGUMENT", call.errorType());
    }
}
