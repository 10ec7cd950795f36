package dev.z0.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.z0.agent.core.llm.LlmCall;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.eventstream.HeaderValue;

/** The AWS SDK, on its client that streams. */
class BedrockAsyncSdkTest extends SdkSuite {
    private static final String MODEL = "eu.anthropic.claude-3-5-sonnet-20240620-v1:0";
    private static final Message HELLO = Message.builder()
            .role("user")
            .content(ContentBlock.fromText("Say hello."))
            .build();

    private BedrockRuntimeAsyncClient client;

    @BeforeAll
    void client() {
        client = BedrockRuntimeAsyncClient.builder()
                .httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1))
                .endpointOverride(URI.create(provider.url("bedrock-runtime.eu-west-1.amazonaws.com")))
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    @AfterAll
    void closeClient() {
        client.close();
    }

    private static byte[] frame(String event, String payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        new software.amazon.eventstream.Message(
                        Map.of(
                                ":message-type", HeaderValue.fromString("event"),
                                ":event-type", HeaderValue.fromString(event),
                                ":content-type", HeaderValue.fromString("application/json")),
                        payload.getBytes(StandardCharsets.UTF_8))
                .encode(frame);
        return frame.toByteArray();
    }

    @Test
    void converses() throws Exception {
        provider.answers(
                200,
                """
                {"metrics": {"latencyMs": 1275}, "output": {"message": {"content": [{"text": "Hello!"}],
                  "role": "assistant"}}, "stopReason": "end_turn",
                 "usage": {"inputTokens": 30, "outputTokens": 628, "totalTokens": 658}}
                """);
        LlmCall call = asks(() ->
                client.converse(asked -> asked.modelId(MODEL).messages(HELLO)).join());
        assertEquals("bedrock " + MODEL + " 30+628", told(call));
    }

    @Test
    void conversesInAStream() throws Exception {
        provider.streams(
                "application/vnd.amazon.eventstream",
                List.of(
                        frame("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"Hel\"}}"),
                        frame("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"lo!\"}}"),
                        frame("messageStop", "{\"stopReason\":\"end_turn\"}"),
                        frame(
                                "metadata",
                                "{\"metrics\":{\"latencyMs\":551},"
                                        + "\"usage\":{\"inputTokens\":11,\"outputTokens\":22,\"totalTokens\":33}}")));
        List<String> pieces = new ArrayList<>();
        LlmCall call = asks(() -> client.converseStream(
                        asked -> asked.modelId(MODEL).messages(HELLO),
                        ConverseStreamResponseHandler.builder()
                                .subscriber(ConverseStreamResponseHandler.Visitor.builder()
                                        .onContentBlockDelta(piece -> {
                                            pieces.add(piece.delta().text());
                                            provider.firstWasRead();
                                        })
                                        .build())
                                .build())
                .join());
        assertEquals(List.of("Hel", "lo!"), pieces);
        assertEquals("bedrock " + MODEL + " 11+22", told(call));
        assertStreamed(call);
    }

    @Test
    void refused() throws Exception {
        provider.answers(
                429, "{\"__type\":\"com.amazon.coral.service#ThrottlingException\",\"message\":\"Too many requests\"}");
        LlmCall call = asks(() -> assertThrows(CompletionException.class, () -> client.converse(
                        asked -> asked.modelId(MODEL).messages(HELLO))
                .join()));
        assertEquals("ThrottlingException", call.errorType());
    }
}
