package dev.z0.agent.core.llm;

/** Which addresses are LLM endpoints. A miss costs some comparisons of a path's end and no allocation. */
final class Endpoints {
    private static final String COMPLETION = "completion";
    private static final String EMBEDDING = "embedding";
    private static final int OLLAMA_PORT = 11434;

    /** Domain, provider, domain, provider… : who answers in OpenAI's shape under OpenAI's path names. */
    private static final String[] COMPATIBLE = {
        ".api.openai.com", "openai",
        ".openai.azure.com", "azure_openai",
        ".cognitiveservices.azure.com", "azure_openai",
        ".services.ai.azure.com", "azure_openai",
        ".mistral.ai", "mistral",
        ".groq.com", "groq",
        ".deepseek.com", "deepseek",
        ".together.xyz", "together",
        ".together.ai", "together",
        ".openrouter.ai", "openrouter",
        ".x.ai", "xai",
        ".fireworks.ai", "fireworks",
        ".perplexity.ai", "perplexity",
    };

    /** The same for those whose own shape is another, and who answer in OpenAI's for {@code /chat/completions} only. */
    private static final String[] OTHERS = {
        ".anthropic.com", "anthropic",
        ".generativelanguage.googleapis.com", "google",
        "-aiplatform.googleapis.com", "google",
        ".cohere.com", "cohere",
        ".cohere.ai", "cohere",
        ".ollama.com", "ollama",
    };

    private Endpoints() {}

    static LlmCall match(String host, int port, String path) {
        int query = path.indexOf('?');
        int end = query < 0 ? path.length() : query;
        if (ends(path, end, "/chat/completions")) {
            String provider = find(COMPATIBLE, host);
            provider = provider == null ? find(OTHERS, host) : provider;
            provider = provider == null && port == OLLAMA_PORT ? "ollama" : provider;
            return call(provider == null ? "openai_compatible" : provider, COMPLETION, path, end);
        }
        if (ends(path, end, "/embeddings")) {
            return embeddings(host, port, path, end);
        }
        if (ends(path, end, "/completions") || ends(path, end, "/responses")) {
            String provider = find(COMPATIBLE, host);
            return provider == null ? null : call(provider, COMPLETION, path, end);
        }
        if (ends(path, end, "/messages")) {
            boolean anthropic = ends(path, end, "/v1/messages") && inDomain(host, ".anthropic.com");
            return anthropic || ends(path, end, "/anthropic/v1/messages")
                    ? call("anthropic", COMPLETION, path, end)
                    : null;
        }
        if (path.startsWith("/model/")) {
            return bedrock(host, path, end);
        }
        if (path.startsWith("/api/")) {
            return ollama(host, port, path, end);
        }
        return path.startsWith("/v") ? versioned(host, path, end) : null;
    }

    /** An internal gateway's embeddings count too: the path says what it is. */
    private static LlmCall embeddings(String host, int port, String path, int end) {
        String provider = find(COMPATIBLE, host);
        if (provider != null) {
            return call(provider, EMBEDDING, path, end);
        }
        if (ends(path, end, "/v1/embeddings")) {
            return call("openai_compatible", EMBEDDING, path, end);
        }
        return path.startsWith("/api/") ? ollama(host, port, path, end) : null;
    }

    private static LlmCall bedrock(String host, String path, int end) {
        // bedrock-runtime.eu-west-1.amazonaws.com, and vpce-….bedrock-runtime.eu-west-1.vpce.amazonaws.com
        if (host == null || !host.contains("bedrock-runtime") || !host.contains(".amazonaws.com")) {
            return null;
        }
        boolean streaming = ends(path, end, "/invoke-with-response-stream") || ends(path, end, "/converse-stream");
        if (!streaming && !ends(path, end, "/invoke") && !ends(path, end, "/converse")) {
            return null;
        }
        String model = PathModel.decode(path, "/model/".length(), path.lastIndexOf('/', end - 1));
        boolean embedding = model != null && model.contains("embed");
        return new LlmCall("bedrock", embedding ? EMBEDDING : COMPLETION, model, streaming);
    }

    /** Its paths are too common to be trusted on any host. */
    private static LlmCall ollama(String host, int port, String path, int end) {
        if (port != OLLAMA_PORT && (host == null || !host.contains("ollama"))) {
            return null;
        }
        if (ends(path, end, "/api/chat") || ends(path, end, "/api/generate")) {
            return call("ollama", COMPLETION, path, end);
        }
        return ends(path, end, "/api/embed") || ends(path, end, "/api/embeddings")
                ? call("ollama", EMBEDDING, path, end)
                : null;
    }

    private static LlmCall versioned(String host, String path, int end) {
        int colon = path.lastIndexOf(':', end - 1);
        if (colon > 0) {
            boolean streaming = ends(path, end, ":streamGenerateContent") || ends(path, end, ":streamRawPredict");
            boolean completion = streaming || ends(path, end, ":generateContent") || ends(path, end, ":rawPredict");
            boolean embedding = ends(path, end, ":embedContent") || ends(path, end, ":batchEmbedContents");
            if (!completion && !embedding || !"google".equals(find(OTHERS, host))) {
                return null;
            }
            String model = PathModel.decode(path, path.lastIndexOf('/', colon) + 1, colon);
            return new LlmCall("google", completion ? COMPLETION : EMBEDDING, model, streaming);
        }
        boolean chat = ends(path, end, "/chat") || ends(path, end, "/generate");
        boolean embedding = ends(path, end, "/embed");
        if (!chat && !embedding || !"cohere".equals(find(OTHERS, host))) {
            return null;
        }
        return call("cohere", chat ? COMPLETION : EMBEDDING, path, end);
    }

    private static LlmCall call(String provider, String operation, String path, int end) {
        String deployments = "/deployments/";
        int azure = path.indexOf(deployments);
        int from = azure + deployments.length();
        String model = azure < 0 || azure > end ? null : PathModel.decode(path, from, path.indexOf('/', from));
        return new LlmCall(provider, operation, model, false);
    }

    private static String find(String[] domains, String host) {
        for (int i = 0; i < domains.length; i += 2) {
            if (inDomain(host, domains[i])) {
                return domains[i + 1];
            }
        }
        return null;
    }

    /**
     * Whether a host ends so, or is the same without the separator that the domain starts with: a dot, or the hyphen that
     * Google puts after a region.
     */
    private static boolean inDomain(String host, String domain) {
        if (host == null) {
            return false;
        }
        int length = Math.min(domain.length(), host.length());
        return host.regionMatches(true, host.length() - length, domain, domain.length() - length, length)
                && length >= domain.length() - 1;
    }

    private static boolean ends(String path, int end, String suffix) {
        return path.startsWith(suffix, end - suffix.length());
    }
}
