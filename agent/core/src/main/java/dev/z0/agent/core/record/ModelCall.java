package dev.z0.agent.core.record;

import dev.z0.agent.core.llm.LlmCall;
import dev.z0.agent.core.naming.Names;
import io.opentelemetry.api.trace.SpanKind;

/**
 * A call of a language model: an operation of its own around the HTTP call that it is, whatever client made that. It ends
 * with the call. Its attributes are OpenTelemetry's for generative AI; prompts and completions are not among them.
 */
public final class ModelCall extends Operation {
    private final LlmCall llm;
    private ExternalCall call;

    ModelCall(SpanRecord parent, LlmCall llm) {
        super(parent, null);
        this.llm = llm;
    }

    /** The HTTP call has ended, and with it all. */
    void ended(ExternalCall made) {
        call = made;
        if (made.failure() != null) {
            fail(made.failure());
        }
        if (llm.prompt() != null) {
            note("prompt", llm.prompt());
        }
        if (llm.completion() != null) {
            note("completion", llm.completion());
        }
        end(made.endNanos());
    }

    /** The HTTP call. Known once it has ended. */
    public ExternalCall call() {
        return call;
    }

    /** {@code z0.ai.<provider>.<operation>}. */
    @Override
    public String name() {
        return Names.join("ai", llm.provider(), llm.operation());
    }

    @Override
    public SpanKind kind() {
        return SpanKind.CLIENT;
    }

    /** Also where the answer to a request that succeeded says that something went wrong. */
    @Override
    public boolean failed() {
        return call.failed() || llm.errorType() != null;
    }

    /** The exception's class, or what the provider calls the error, such as {@code rate_limit_exceeded}; null for none. */
    @Override
    public String errorType() {
        return failure() == null && llm.errorType() != null ? llm.errorType() : call.errorType();
    }

    @Override
    public String failureMessage() {
        if (failure() != null || !failed()) {
            return super.failureMessage();
        }
        return llm.provider() + " answered " + call.status() + (call.status() < 400 ? ", and then failed" : "");
    }

    @Override
    public void attributes(AttributeSink out) {
        boolean embedding = "embedding".equals(llm.operation());
        out.put(Attribute.AI_OPERATION, embedding ? "embeddings" : "chat");
        out.put(Attribute.AI_PROVIDER, provider(llm.provider()));
        out.put(Attribute.AI_REQUEST_MODEL, llm.modelAsked());
        out.put(Attribute.AI_RESPONSE_MODEL, llm.model());
        out.put(Attribute.AI_INPUT_TOKENS, known(llm.tokensInput()));
        out.put(Attribute.AI_OUTPUT_TOKENS, known(llm.tokensOutput()));
        out.put(Attribute.SERVER_ADDRESS, call.host());
        out.put(Attribute.OPERATION_ID, operationId());
        out.put(Attribute.ERROR_TYPE, errorType());
    }

    private static Long known(long count) {
        return count < 0 ? null : (Long) count;
    }

    /** OpenTelemetry's name of a provider. */
    private static String provider(String ours) {
        switch (ours) {
            case "azure_openai":
                return "azure.ai.openai";
            case "bedrock":
                return "aws.bedrock";
            case "google":
                return "gcp.gen_ai";
            case "mistral":
                return "mistral_ai";
            case "xai":
                return "x_ai";
            default:
                return ours;
        }
    }
}
