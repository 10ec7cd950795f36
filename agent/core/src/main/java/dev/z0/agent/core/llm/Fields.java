package dev.z0.agent.core.llm;

/**
 * Where each provider puts what z0 reads. One tree serves all: the shapes do not contradict each other, and a gateway may
 * answer in another provider's shape than its address suggests.
 */
final class Fields {
    /** Input tokens, those read from a cache included (OpenAI, Google, Ollama). */
    static final int PROMPT = 0;
    /** Input tokens, those read from or written to a cache excluded (Anthropic, Bedrock). */
    static final int INPUT = 1;

    static final int CACHE_READ = 2;
    static final int CACHE_WRITE = 3;
    static final int TOOL_PROMPT = 4;
    static final int OUTPUT = 5;
    static final int THOUGHTS = 6;
    static final int BILLED_INPUT = 7;
    static final int BILLED_OUTPUT = 8;
    static final int COUNTS = 9;

    static final int MODEL = 9;
    static final int STREAM = 10;
    static final int ERROR_CODE = 11;
    static final int ERROR_TYPE = 12;
    /** The document's own type: names the error where an error is the whole document. */
    static final int TYPE = 13;

    /** Generated text, reasoning or tool input: that it is there matters, never what it says. */
    static final int CONTENT = 14;
    /** A base64 document inside the document (Bedrock's InvokeModelWithResponseStream). */
    static final int BYTES = 15;

    static final Node REQUEST = new Node().at("model", MODEL).at("stream", STREAM);
    static final Node RESPONSE = response();
    static final Node FRAME = response().at("bytes", BYTES);

    private Fields() {}

    /** Whether a string is passed on in pieces instead of being kept. */
    static boolean isLong(int field) {
        return field >= CONTENT;
    }

    private static Node response() {
        Node root = new Node();
        names(root);
        counts(root);
        content(root);
        return root;
    }

    private static void names(Node root) {
        root.at("model", MODEL)
                .at("modelVersion", MODEL)
                .at("message.model", MODEL)
                .at("response.model", MODEL)
                .at("type", TYPE)
                .at("code", ERROR_CODE)
                .at("__type", ERROR_CODE)
                .at("error.code", ERROR_CODE)
                .at("error.status", ERROR_CODE)
                .at("error.type", ERROR_TYPE)
                .at("response.error.code", ERROR_CODE)
                .at("response.error.type", ERROR_TYPE);
    }

    private static void counts(Node root) {
        Node usage = new Node()
                .at("prompt_tokens", PROMPT)
                .at("completion_tokens", OUTPUT)
                .at("input_tokens", INPUT)
                .at("output_tokens", OUTPUT)
                .at("cache_read_input_tokens", CACHE_READ)
                .at("cache_creation_input_tokens", CACHE_WRITE)
                .at("inputTokens", INPUT)
                .at("outputTokens", OUTPUT)
                .at("cacheReadInputTokens", CACHE_READ)
                .at("cacheWriteInputTokens", CACHE_WRITE)
                .at("tokens.input_tokens", PROMPT)
                .at("tokens.output_tokens", OUTPUT)
                .at("billed_units.input_tokens", BILLED_INPUT)
                .at("billed_units.output_tokens", BILLED_OUTPUT);
        root.at("usage", usage)
                .at("message.usage", usage)
                .at("response.usage", usage)
                .at("delta.usage", usage)
                .at("x_groq.usage", usage)
                .at("meta", usage)
                .at("response.meta", usage)
                .at("usageMetadata.promptTokenCount", PROMPT)
                .at("usageMetadata.toolUsePromptTokenCount", TOOL_PROMPT)
                .at("usageMetadata.candidatesTokenCount", OUTPUT)
                .at("usageMetadata.thoughtsTokenCount", THOUGHTS)
                .at("amazon-bedrock-invocationMetrics.inputTokenCount", INPUT)
                .at("amazon-bedrock-invocationMetrics.outputTokenCount", OUTPUT)
                .at("prompt_eval_count", PROMPT)
                .at("eval_count", OUTPUT);
    }

    private static void content(Node root) {
        String[] paths = {
            // OpenAI and compatible
            "choices.delta.content",
            "choices.delta.content.text",
            "choices.delta.reasoning_content",
            "choices.delta.reasoning",
            "choices.delta.refusal",
            "choices.delta.tool_calls.function.name",
            "choices.delta.tool_calls.function.arguments",
            "choices.text",
            "delta",
            // Anthropic
            "delta.text",
            "delta.thinking",
            "delta.partial_json",
            "content_block.name",
            // Google
            "candidates.content.parts.text",
            "candidates.content.parts.functionCall.name",
            // Bedrock, Converse and the models' own shapes
            "delta.toolUse.input",
            "delta.reasoningContent.text",
            "start.toolUse.name",
            "contentBlockDelta.delta.text",
            "generation",
            "outputText",
            "outputs.text",
            // Ollama
            "message.content",
            "message.thinking",
            "message.tool_calls.function.name",
            "response",
            "thinking",
            // Cohere
            "delta.message.content.text",
            "delta.message.content.thinking",
            "delta.message.tool_plan",
            "text"
        };
        for (String path : paths) {
            root.at(path, CONTENT);
        }
    }
}
