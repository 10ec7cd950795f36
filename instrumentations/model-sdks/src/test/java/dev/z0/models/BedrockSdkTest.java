package dev.z0.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.z0.agent.core.llm.LlmCall;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

/** The AWS SDK, on each of its clients that do not stream. */
@ParameterizedClass
@MethodSource("clients")
class BedrockSdkTest extends SdkSuite {
    private static final String MODEL = "eu.anthropic.claude-3-5-sonnet-20240620-v1:0";

    @Parameter
    SdkHttpClient.Builder<?> http;

    private BedrockRuntimeClient client;

    static Stream<SdkHttpClient.Builder<?>> clients() {
        return Stream.of(UrlConnectionHttpClient.builder(), ApacheHttpClient.builder(), Apache5HttpClient.builder());
    }

    @BeforeEach
    void client() {
        client = BedrockRuntimeClient.builder()
                .httpClientBuilder(http)
                .endpointOverride(URI.create(provider.url("bedrock-runtime.eu-west-1.amazonaws.com")))
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    private void converse() {
        client.converse(asked -> asked.modelId(MODEL)
                .messages(Message.builder()
                        .role("user")
                        .content(ContentBlock.fromText("Say hello."))
                        .build()));
    }

    @Test
    void converses() throws Exception {
        provider.answers(
                200,
                """
                {"metrics": {"latencyMs": 1275}, "output": {"message": {"content": [{"text": "Hello!"}],
                  "role": "assistant"}}, "stopReason": "end_turn",
                 "usage": {"inputTokens": 30, "outputTokens": 628, "totalTokens": 663, "cacheReadInputTokens": 5,
                   "cacheWriteInputTokens": 0}}
                """);
        LlmCall call = asks(this::converse);
        assertEquals("bedrock " + MODEL + " 35+628", told(call));
    }

    @Test
    void invokesAModel() throws Exception {
        provider.answers(
                200,
                """
                {"id": "msg_1", "type": "message", "role": "assistant", "model": "claude-3-5-sonnet-20240620",
                 "content": [{"type": "text", "text": "Hi"}], "stop_reason": "end_turn",
                 "usage": {"input_tokens": 12, "output_tokens": 6}}
                """);
        LlmCall call = asks(() -> client.invokeModel(asked -> asked.modelId(MODEL)
                .contentType("application/json")
                .body(SdkBytes.fromUtf8String("{\"anthropic_version\":\"bedrock-2023-05-31\",\"messages\":[]}"))));
        assertEquals("bedrock claude-3-5-sonnet-20240620 12+6", told(call));
        assertEquals(MODEL, call.modelAsked());
    }

    @Test
    void refused() throws Exception {
        provider.answers(
                429, "{\"__type\":\"com.amazon.coral.service#ThrottlingException\",\"message\":\"Too many requests\"}");
        LlmCall call = asks(() -> assertThrows(BedrockRuntimeException.class, this::converse));
        assertEquals(true, call.rateLimited());
        assertEquals("ThrottlingException", call.errorType());
    }
}
