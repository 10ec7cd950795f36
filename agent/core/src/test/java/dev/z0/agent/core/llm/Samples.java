package dev.z0.agent.core.llm;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** One exchange for each shape. Every prompt and completion contains {@link #SECRET}. */
final class Samples {
    static final String SECRET = "SWORDFISH";

    private static final String JSON = "application/json";
    private static final String SSE = "text/event-stream; charset=utf-8";
    private static final String NDJSON = "application/x-ndjson";
    private static final String FRAMES = "application/vnd.amazon.eventstream";
    private static final String CHAT = "api.openai.com/v1/chat/completions";
    private static final String ASKED =
            "{\"messages\":[{\"role\":\"user\",\"content\":\"SWORDFISH \\\"model\\\": \\u00e9\"}],\"model\":\"gpt-4o\"}";
    private static final String ASKED_STREAM = "{\"model\":\"gpt-4o\",\"stream\":true,\"messages\":[\"SWORDFISH\"]}";

    private Samples() {}

    static List<Sample> all() {
        List<Sample> all = new ArrayList<>();
        openai(all);
        responses(all);
        otherOperations(all);
        compatible(all);
        anthropic(all);
        google(all);
        bedrock(all);
        ollama(all);
        cohere(all);
        errors(all);
        return all;
    }

    private static void openai(List<Sample> all) {
        all.add(new Sample("chat", CHAT)
                .request(ASKED)
                .answer(
                        200,
                        JSON,
                        """
                        {"id": "chatcmpl-1", "object": "chat.completion", "model": "gpt-4o-2024-08-06",
                         "choices": [{"index": 0, "message": {"role": "assistant",
                           "content": "SWORDFISH {\\"usage\\": {\\"prompt_tokens\\": 9999}}", "refusal": null},
                           "finish_reason": "stop"}],
                         "usage": {"prompt_tokens": 19, "completion_tokens": 10, "total_tokens": 29,
                           "prompt_tokens_details": {"cached_tokens": 4}}}
                        """)
                .from("openai", "gpt-4o-2024-08-06")
                .tokens(19, 10));
        all.add(new Sample("chat stream with usage", CHAT)
                .request(ASKED_STREAM)
                .answer(
                        200,
                        SSE,
                        """
                        data: {"model":"gpt-4o-2024-08-06","choices":[{"delta":{"role":"assistant","content":""}}],"usage":null}

                        data: {"model":"gpt-4o-2024-08-06","choices":[{"delta":{"content":"SWORDFISH"}}],"usage":null}

                        data: {"model":"gpt-4o-2024-08-06","choices":[],"usage":{"prompt_tokens":7,"completion_tokens":2}}

                        data: [DONE]

                        """)
                .from("openai", "gpt-4o-2024-08-06")
                .tokens(7, 2)
                .streamed());
        all.add(new Sample("chat stream, tool call, no usage, CRLF, comment", CHAT)
                .request(ASKED_STREAM)
                .answer(
                        200,
                        SSE,
                        """
                        : SWORDFISH keep-alive "{

                        data: {"choices":[{"delta":{"tool_calls":[{"function":{"name":"SWORDFISH","arguments":""}}]}}]}

                        data: [DONE]

                        """
                                .replace("\n", "\r\n"))
                .from("openai", "gpt-4o")
                .streamed());
    }

    private static void responses(List<Sample> all) {
        all.add(new Sample("responses", "api.openai.com/v1/responses")
                .answer(
                        200,
                        JSON,
                        """
                        {"id":"resp_1","status":"completed","error":null,"model":"gpt-4.1","output":[{"type":"message",
                        "content":[{"type":"output_text","text":"SWORDFISH"}]}],
                        "usage":{"input_tokens":36,"input_tokens_details":{"cached_tokens":30},"output_tokens":87,
                        "output_tokens_details":{"reasoning_tokens":50},"total_tokens":123}}""")
                .from("openai", "gpt-4.1")
                .tokens(36, 87));
        all.add(new Sample("responses stream", "api.openai.com/v1/responses")
                .answer(
                        200,
                        SSE,
                        """
                        event: response.created
                        data: {"type":"response.created","response":{"model":"gpt-4.1","usage":null,"error":null}}

                        event: response.output_text.delta
                        data: {"type":"response.output_text.delta","delta":"SWORDFISH"}

                        event: response.completed
                        data: {"type":"response.completed",
                        data: "response":{"model":"gpt-4.1","usage":{"input_tokens":37,"output_tokens":11}}}

                        """)
                .from("openai", "gpt-4.1")
                .tokens(37, 11)
                .streamed());
    }

    private static void otherOperations(List<Sample> all) {
        all.add(new Sample("embeddings", "api.openai.com/v1/embeddings")
                .request("{\"input\":\"SWORDFISH\",\"model\":\"text-embedding-3-small\"}")
                .answer(
                        200,
                        JSON,
                        """
                        {"object":"list","data":[{"object":"embedding","index":0,"embedding":[-0.0069,1.2E-5,[]]}],
                        "model":"text-embedding-3-small","usage":{"prompt_tokens":5,"total_tokens":5}}""")
                .from("openai", "text-embedding-3-small")
                .embedding()
                .tokens(5, -1));
        all.add(new Sample("legacy completions stream", "api.openai.com/v1/completions")
                .answer(200, SSE, "data: {\"model\":\"babbage-002\",\"choices\":[{\"text\":\"SWORDFISH\"}]}\n\n")
                .from("openai", "babbage-002")
                .streamed());
    }

    private static void compatible(List<Sample> all) {
        all.add(new Sample(
                        "azure",
                        "acme.openai.azure.com/openai/deployments/our%2Dgpt/chat/completions?api-version=2024-10-21")
                .request("{\"messages\":[\"SWORDFISH\"]}")
                .answer(200, JSON, "{\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":0}}")
                .from("azure_openai", "our-gpt")
                .tokens(1, 0));
        all.add(new Sample("groq stream", "api.groq.com/openai/v1/chat/completions")
                .answer(
                        200,
                        SSE,
                        """
                        data: {"model":"llama-3.1-8b-instant","choices":[{"delta":{"content":"SWORDFISH"}}]}

                        data: {"choices":[{"delta":{}}],"x_groq":{"usage":{"prompt_tokens":15,"completion_tokens":4}}}

                        """)
                .from("groq", "llama-3.1-8b-instant")
                .tokens(15, 4)
                .streamed());
        all.add(new Sample("deepseek reasoning", "api.deepseek.com/chat/completions")
                .answer(
                        200,
                        SSE,
                        "data: {\"model\":\"deepseek-reasoner\",\"choices\":[{\"delta\":{\"content\":null,"
                                + "\"reasoning_content\":\"SWORDFISH\"}}]}\n\n")
                .from("deepseek", "deepseek-reasoner")
                .streamed());
        all.add(new Sample("gateway that counts caches twice", "llm.internal:4000/v1/chat/completions")
                .answer(
                        200,
                        JSON,
                        "{\"model\":\"meta-llama\\/Llama-3\",\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":5,"
                                + "\"cache_read_input_tokens\":80,\"cache_creation_input_tokens\":10}}")
                .from("openai_compatible", "meta-llama/Llama-3")
                .tokens(100, 5));
    }

    private static void anthropic(List<Sample> all) {
        String messages = "api.anthropic.com/v1/messages";
        all.add(new Sample("messages", messages)
                .answer(
                        200,
                        JSON,
                        """
                        {"type":"message","model":"claude-sonnet-4-20250514","content":[{"type":"tool_use","name":"t",
                        "input":{"usage":{"input_tokens":77},"q":"SWORDFISH"}}],"stop_reason":"tool_use",
                        "usage":{"input_tokens":10,"cache_creation_input_tokens":200,"cache_read_input_tokens":3000,
                        "cache_creation":{"ephemeral_5m_input_tokens":200},"output_tokens":25}}""")
                .from("anthropic", "claude-sonnet-4-20250514")
                .tokens(3210, 25));
        all.add(new Sample("messages stream", messages)
                .request("{\"stream\": true, \"model\": \"claude-sonnet-4-0\", \"system\": \"SWORDFISH\"}")
                .answer(
                        200,
                        SSE,
                        """
                        event: message_start
                        data: {"type":"message_start","message":{"id":"msg_1","model":"claude-sonnet-4-20250514","content":[],"usage":{"input_tokens":25,"output_tokens":1}}}

                        event: ping
                        data: {"type": "ping"}

                        event: content_block_delta
                        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"SWORDFISH"}}

                        event: message_delta
                        data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":9}}

                        event: message_delta
                        data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":15}}

                        """)
                .from("anthropic", "claude-sonnet-4-20250514")
                .tokens(25, 15)
                .streamed());
        all.add(new Sample("messages stream that overloads", messages)
                .answer(
                        200,
                        SSE,
                        """
                        data: {"type":"content_block_delta","delta":{"type":"thinking_delta","thinking":"SWORDFISH"}}

                        event: error
                        data: {"type":"error","error":{"type":"overloaded_error","message":"SWORDFISH"}}

                        """)
                .from("anthropic", null)
                .streamed()
                .fails("overloaded_error", true));
    }

    private static void google(List<Sample> all) {
        String base = "generativelanguage.googleapis.com/v1beta/models/";
        String part = "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"SWORDFISH\"}]}}],\"usageMetadata\":"
                + "{\"promptTokenCount\":8,\"candidatesTokenCount\":%d,\"thoughtsTokenCount\":20},"
                + "\"modelVersion\":\"gemini-2.5-flash\"}";
        all.add(new Sample("generateContent", base + "gemini-flash:generateContent?key=x")
                .answer(200, JSON, String.format(part, 5))
                .from("google", "gemini-2.5-flash")
                .tokens(8, 25));
        all.add(new Sample("streamGenerateContent as array", base + "gemini-flash:streamGenerateContent")
                .answer(200, JSON, "[" + String.format(part, 1) + "\n,\r\n" + String.format(part, 9) + "]")
                .from("google", "gemini-2.5-flash")
                .tokens(8, 29)
                .streamed());
        all.add(new Sample("streamGenerateContent as events", base + "gemini-flash:streamGenerateContent?alt=sse")
                .answer(
                        200,
                        SSE,
                        "data: " + String.format(part, 1) + "\r\n\r\ndata: " + String.format(part, 2) + "\r\n\r\n")
                .from("google", "gemini-2.5-flash")
                .tokens(8, 22)
                .streamed());
        all.add(new Sample(
                        "vertex, model in path only",
                        "us-central1-aiplatform.googleapis.com/v1/projects/p/locations/us-central1/publishers/google/models/"
                                + "gemini-2.0-flash-001:generateContent")
                .answer(200, JSON, "{\"candidates\":[\"SWORDFISH\"],\"usageMetadata\":{\"promptTokenCount\":3}}")
                .from("google", "gemini-2.0-flash-001")
                .tokens(3, -1));
        all.add(new Sample("embedContent", base + "text-embedding-004:embedContent")
                .answer(200, JSON, "{\"embedding\":{\"values\":[0.1,-0.2]}}")
                .from("google", "text-embedding-004")
                .embedding());
    }

    private static void bedrock(List<Sample> all) {
        String base = "bedrock-runtime.eu-west-1.amazonaws.com/model/";
        String claude = "anthropic.claude-3-5-sonnet-20240620-v1:0";
        String encoded = base + "anthropic.claude-3-5-sonnet-20240620-v1%3A0";
        all.add(new Sample("converse", encoded + "/converse")
                .answer(
                        200,
                        JSON,
                        "{\"output\":{\"message\":{\"content\":[{\"text\":\"SWORDFISH\"}]}},\"usage\":{\"inputTokens\":30,"
                                + "\"outputTokens\":6,\"totalTokens\":136,\"cacheReadInputTokens\":100}}")
                .from("bedrock", claude)
                .tokens(130, 6));
        all.add(new Sample("converse-stream", encoded + "/converse-stream")
                .answer(
                        200,
                        FRAMES,
                        frames(
                                frame(":event-type", "messageStart", "{\"role\":\"assistant\",\"p\":\"abc\"}"),
                                frame(":event-type", "contentBlockDelta", "{\"delta\":{\"text\":\"SWORDFISH\"}}"),
                                frame(
                                        ":event-type",
                                        "metadata",
                                        "{\"metrics\":{\"latencyMs\":1},\"usage\":{\"inputTokens\":12,\"outputTokens\":3}}")))
                .from("bedrock", claude)
                .tokens(12, 3)
                .streamed());
        all.add(new Sample(
                        "invoke, counts in the head",
                        base
                                + "arn%3Aaws%3Abedrock%3Aeu-west-1%3A1%3Ainference-profile%2Feu.meta.llama3-2-1b-instruct-v1%3A0/invoke")
                .header("x-amzn-bedrock-input-token-count", "21")
                .header("x-amzn-bedrock-output-token-count", "34")
                .answer(200, JSON, "{\"generation\":\"SWORDFISH\",\"stop_reason\":\"stop\"}")
                .from("bedrock", "eu.meta.llama3-2-1b-instruct-v1:0")
                .tokens(21, 34));
        all.add(new Sample("invoke-with-response-stream", encoded + "/invoke-with-response-stream")
                .answer(
                        200,
                        FRAMES,
                        frames(
                                chunk(
                                        "{\"type\":\"message_start\",\"message\":{\"model\":\"claude-3-5-sonnet-20240620\",\"usage\":"
                                                + "{\"input_tokens\":14,\"output_tokens\":1}}}"),
                                chunk("{\"type\":\"content_block_delta\",\"delta\":{\"text\":\"SWORDFISH\"}}"),
                                chunk(
                                        "{\"type\":\"message_stop\",\"amazon-bedrock-invocationMetrics\":{\"inputTokenCount\":14,"
                                                + "\"outputTokenCount\":8,\"invocationLatency\":7}}")))
                .from("bedrock", "claude-3-5-sonnet-20240620")
                .tokens(14, 8)
                .streamed());
        all.add(new Sample("stream with an exception", encoded + "/converse-stream")
                .answer(
                        200,
                        FRAMES,
                        frames(
                                frame(":event-type", "contentBlockDelta", "{\"delta\":{\"text\":\"SWORDFISH\"}}"),
                                frame(":exception-type", "throttlingException", "{\"message\":\"SWORDFISH\"}")))
                .from("bedrock", claude)
                .streamed()
                .fails("throttlingException", true));
        all.add(new Sample("embedding", base + "amazon.titan-embed-text-v2:0/invoke")
                .header("x-amzn-bedrock-input-token-count", "4")
                .answer(200, JSON, "{\"embedding\":[0.5],\"inputTextTokenCount\":4}")
                .from("bedrock", "amazon.titan-embed-text-v2:0")
                .embedding()
                .tokens(4, -1));
    }

    private static void ollama(List<Sample> all) {
        all.add(new Sample("ollama chat stream", "localhost:11434/api/chat")
                .request("{\"model\":\"llama3.2\",\"messages\":[\"SWORDFISH\"]}")
                .answer(
                        200,
                        NDJSON,
                        """
                        {"model":"llama3.2","message":{"role":"assistant","content":"SWORDFISH"},"done":false}
                        {"model":"llama3.2","message":{"role":"assistant","content":"
                        {"model":"llama3.2","message":{"content":""},"done":true,"prompt_eval_count":26,"eval_count":298}
                        """)
                .from("ollama", "llama3.2")
                .tokens(26, 298)
                .streamed());
        all.add(new Sample("ollama generate", "ollama.internal:80/api/generate")
                .request("{\"model\":\"llama3.2\",\"stream\":false,\"prompt\":\"SWORDFISH\"}")
                .answer(
                        200,
                        JSON,
                        "{\"model\":\"llama3.2\",\"response\":\"SWORDFISH\",\"done\":true,\"context\":[1,2],"
                                + "\"prompt_eval_count\":2,\"eval_count\":4}")
                .from("ollama", "llama3.2")
                .tokens(2, 4));
        all.add(new Sample("ollama embed", "localhost:11434/api/embed")
                .answer(200, JSON, "{\"model\":\"all-minilm\",\"embeddings\":[[0.01]],\"prompt_eval_count\":8}")
                .from("ollama", "all-minilm")
                .embedding()
                .tokens(8, -1));
    }

    private static void cohere(List<Sample> all) {
        all.add(new Sample("cohere chat", "api.cohere.com/v2/chat")
                .request("{\"model\":\"command-r\",\"messages\":[\"SWORDFISH\"]}")
                .answer(
                        200,
                        JSON,
                        "{\"message\":{\"content\":[{\"text\":\"SWORDFISH\"}]},\"usage\":{\"billed_units\":{\"input_tokens\":5,"
                                + "\"output_tokens\":418},\"tokens\":{\"input_tokens\":71,\"output_tokens\":419}}}")
                .from("cohere", "command-r")
                .tokens(71, 419));
        all.add(new Sample("cohere chat stream", "api.cohere.com/v2/chat")
                .request("{\"model\":\"command-r\",\"stream\":true}")
                .answer(
                        200,
                        SSE,
                        """
                        event: content-delta
                        data: {"type":"content-delta","index":0,"delta":{"message":{"content":{"text":"SWORDFISH"}}}}

                        event: message-end
                        data: {"type":"message-end","delta":{"usage":{"tokens":{"input_tokens":17,"output_tokens":6}}}}

                        """)
                .from("cohere", "command-r")
                .tokens(17, 6)
                .streamed());
        all.add(new Sample("cohere embed", "api.cohere.com/v2/embed")
                .request("{\"texts\":[\"SWORDFISH\"],\"model\":\"embed-v4.0\"}")
                .answer(
                        200,
                        JSON,
                        "{\"embeddings\":{\"float\":[[1]]},\"meta\":{\"billed_units\":{\"input_tokens\":2}}}")
                .from("cohere", "embed-v4.0")
                .embedding()
                .tokens(2, -1));
    }

    private static void errors(List<Sample> all) {
        all.add(new Sample("openai 429", CHAT)
                .request(ASKED_STREAM)
                .header("retry-after", "20")
                .answer(
                        429,
                        JSON,
                        "{\"error\":{\"message\":\"SWORDFISH\",\"type\":\"tokens\",\"param\":null,"
                                + "\"code\":\"rate_limit_exceeded\"}}")
                .from("openai", "gpt-4o")
                .fails("rate_limit_exceeded", true));
        all.add(new Sample("openai 400", CHAT)
                .request(ASKED)
                .answer(
                        400,
                        JSON,
                        "{\"error\":{\"message\":\"SWORDFISH\",\"type\":\"invalid_request_error\",\"code\":null}}")
                .from("openai", "gpt-4o")
                .fails("invalid_request_error", false));
        all.add(new Sample("anthropic 529", "api.anthropic.com/v1/messages")
                .answer(
                        529,
                        JSON,
                        "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"SWORDFISH\"}}")
                .from("anthropic", null)
                .fails("overloaded_error", true));
        all.add(new Sample("google 429", "generativelanguage.googleapis.com/v1/models/g:generateContent")
                .answer(
                        429,
                        JSON,
                        "{\"error\":{\"code\":429,\"message\":\"SWORDFISH\",\"status\":\"RESOURCE_EXHAUSTED\"}}")
                .from("google", "g")
                .fails("RESOURCE_EXHAUSTED", true));
        all.add(new Sample("bedrock 400", "bedrock-runtime.us-east-1.amazonaws.com/model/m/invoke")
                .header("x-amzn-errortype", "ValidationException:http://internal.amazon.com/coral/")
                .answer(400, JSON, "{\"message\":\"SWORDFISH\"}")
                .from("bedrock", "m")
                .fails("ValidationException", false));
        all.add(new Sample("vllm 404", "10.0.0.7:8000/v1/chat/completions")
                .answer(
                        404,
                        JSON,
                        "{\"object\":\"error\",\"message\":\"SWORDFISH\",\"type\":\"NotFoundError\",\"code\":404}")
                .from("openai_compatible", null)
                .fails("NotFoundError", false));
        all.add(new Sample("ollama error is prose", "localhost:11434/api/chat")
                .answer(404, JSON, "{\"error\":\"model 'SWORDFISH' not found\"}")
                .from("ollama", null)
                .fails("http_404", false));
        all.add(new Sample("a proxy's page", CHAT)
                .request(ASKED)
                .answer(502, "text/html", "<html><body class=\"x\">{SWORDFISH</body></html>")
                .from("openai", "gpt-4o")
                .fails("http_502", false));
    }

    private static byte[] chunk(String json) {
        String bytes = Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        return frame(":event-type", "chunk", "{\"bytes\":\"" + bytes + "\",\"p\":\"abcd\"}");
    }

    private static byte[] frames(byte[]... frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            all.writeBytes(frame);
        }
        return all.toByteArray();
    }

    static byte[] frame(String header, String value, String json) {
        byte[] payload = json.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        try (DataOutputStream h = new DataOutputStream(headers);
                DataOutputStream f = new DataOutputStream(frame)) {
            string(h, ":message-type", header.equals(":event-type") ? "event" : "exception");
            string(h, header, value);
            string(h, ":content-type", "application/json");
            f.writeInt(16 + headers.size() + payload.length);
            f.writeInt(headers.size());
            f.writeInt(0x5a5a5a5a);
            f.write(headers.toByteArray());
            f.write(payload);
            f.writeInt(0x7b7b7b7b);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return frame.toByteArray();
    }

    private static void string(DataOutputStream out, String name, String value) throws IOException {
        out.writeByte(name.length());
        out.writeBytes(name);
        out.writeByte(7);
        out.writeUTF(value);
    }
}
