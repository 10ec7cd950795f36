package dev.z0.agent.core.naming;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The services z0 knows: by domain, and the operations whose names are not simply method and last word of the path. */
final class Catalogue {

    /** Name, then the domains at or below which its hosts are. The longest domain that fits decides. */
    private static final String[][] SERVICES = {
        {"stripe", "stripe.com"},
        {"twilio", "twilio.com"},
        {"sendgrid", "sendgrid.com", "sendgrid.net"},
        {"openai", "openai.com"},
        {"azure_openai", "openai.azure.com", "cognitiveservices.azure.com"},
        {"anthropic", "anthropic.com"},
        {"google_gemini", "generativelanguage.googleapis.com"},
        {"google_vertex", "aiplatform.googleapis.com"},
        {"cohere", "cohere.ai", "cohere.com"},
        {"mistral", "mistral.ai"},
        {"groq", "groq.com"},
        {"deepseek", "deepseek.com"},
        {"xai", "x.ai"},
        {"perplexity", "perplexity.ai"},
        {"openrouter", "openrouter.ai"},
        {"together", "together.xyz", "together.ai"},
        {"fireworks", "fireworks.ai"},
        {"huggingface", "huggingface.co"},
        {"replicate", "replicate.com"},
        {"elevenlabs", "elevenlabs.io"},
        {"pinecone", "pinecone.io"},
        {"google", "google.com", "www.googleapis.com"},
        {"slack", "slack.com"},
        {"github", "github.com", "githubusercontent.com"},
        {"gitlab", "gitlab.com"},
        {"atlassian", "atlassian.net", "atlassian.com"},
        {"paypal", "paypal.com"},
        {"square", "squareup.com", "squareupsandbox.com"},
        {"adyen", "adyen.com", "adyenpayments.com"},
        {"braintree", "braintreegateway.com", "braintree-api.com"},
        {"mailgun", "mailgun.net", "mailgun.org"},
        {"mailchimp", "mailchimp.com"},
        {"mandrill", "mandrillapp.com"},
        {"postmark", "postmarkapp.com"},
        {"hubspot", "hubapi.com", "hubspot.com"},
        {"salesforce", "salesforce.com", "force.com"},
        {"shopify", "shopify.com", "myshopify.com"},
        {"zendesk", "zendesk.com"},
        {"intercom", "intercom.io"},
        {"cloudflare", "cloudflare.com"},
        {"cloudflare_r2", "r2.cloudflarestorage.com"},
        {"azure_blob", "blob.core.windows.net"},
        {"azure_queue", "queue.core.windows.net"},
        {"azure_servicebus", "servicebus.windows.net"},
        {"azure_keyvault", "vault.azure.net"},
        {"azure", "azure.com"},
        {"microsoft_graph", "graph.microsoft.com"},
        {"microsoft_login", "login.microsoftonline.com"},
        {"facebook", "facebook.com"},
        {"linkedin", "linkedin.com"},
        {"telegram", "telegram.org"},
        {"discord", "discord.com"},
        {"datadog", "datadoghq.com", "datadoghq.eu"},
        {"sentry", "sentry.io"},
        {"auth0", "auth0.com"},
        {"okta", "okta.com"},
        {"docusign", "docusign.net", "docusign.com"},
        {"dropbox", "dropbox.com", "dropboxapi.com"},
        {"notion", "notion.com"},
        {"airtable", "airtable.com"},
        {"plaid", "plaid.com"},
        {"vonage", "nexmo.com", "vonage.com"},
    };

    private static final String[][] CHAT = {
        {"POST", "*/completions", "completion"},
        {"POST", "*/responses", "completion"},
        {"POST", "*/embeddings", "embedding"},
    };
    private static final String[][] GEMINI = {
        {"POST", "*:generateContent", "completion"},
        {"POST", "*:streamGenerateContent", "completion"},
        {"POST", "*:rawPredict", "completion"},
        {"POST", "*:streamRawPredict", "completion"},
        {"POST", "*:embedContent", "embedding"},
        {"POST", "*:batchEmbedContents", "embedding"},
        {"POST", "*:countTokens", "count_tokens"},
        {"POST", "*:predict", "predict"},
        {"POST", "*/chat/completions", "completion"},
    };
    /** A key is a value even where it reads like a word. */
    private static final String[][] OBJECTS = {{"*", "*", "{method}_object"}};

    private static final Object[][] OPERATIONS = {
        {
            "twilio",
            new String[][] {
                {"POST", "*/Calls.json", "create_call"},
                {"POST", "*/Messages.json", "create_message"},
                {"POST", "*/Verifications", "create_verification"},
                {"POST", "*/VerificationCheck", "check_verification"},
            }
        },
        {"sendgrid", new String[][] {{"POST", "*/mail/send", "send_mail"}}},
        {
            "slack",
            new String[][] {
                {"*", "/services/*", "post_webhook"},
                {"POST", "*/chat.postMessage", "post_message"},
            }
        },
        {"anthropic", new String[][] {{"POST", "*/messages", "completion"}, {"POST", "*/complete", "completion"}}},
        {
            "aws_bedrock",
            new String[][] {
                {"POST", "/model/*/invoke*", "completion"},
                {"POST", "/model/*/converse*", "completion"},
            }
        },
        {
            "ollama",
            new String[][] {
                {"POST", "/api/chat", "completion"},
                {"POST", "/api/generate", "completion"},
                {"POST", "/api/embed*", "embedding"},
                {"POST", "*/completions", "completion"},
                {"POST", "*/embeddings", "embedding"},
            }
        },
        {
            "cohere",
            new String[][] {
                {"POST", "*/chat", "completion"},
                {"POST", "*/generate", "completion"},
                {"POST", "*/embed", "embedding"},
            }
        },
        {"openai", CHAT},
        {"azure_openai", CHAT},
        {"mistral", CHAT},
        {"groq", CHAT},
        {"deepseek", CHAT},
        {"xai", CHAT},
        {"perplexity", CHAT},
        {"openrouter", CHAT},
        {"together", CHAT},
        {"fireworks", CHAT},
        {"huggingface", CHAT},
        {"google_gemini", GEMINI},
        {"google_vertex", GEMINI},
        {"aws_s3", OBJECTS},
        {"google_storage", OBJECTS},
        {"azure_blob", OBJECTS},
        {"cloudflare_r2", OBJECTS},
    };

    private static final Map<String, String> BY_DOMAIN = new HashMap<>();
    private static final Map<String, String[][]> BY_SERVICE = new HashMap<>();

    static {
        for (String[] service : SERVICES) {
            for (int i = 1; i < service.length; i++) {
                BY_DOMAIN.put(service[i], service[0]);
            }
        }
        for (Object[] operations : OPERATIONS) {
            BY_SERVICE.put((String) operations[0], (String[][]) operations[1]);
        }
    }

    private Catalogue() {}

    /** The service at {@code host}, or null. */
    static String service(String host) {
        for (int from = 0; from >= 0; ) {
            String known = BY_DOMAIN.get(from == 0 ? host : host.substring(from));
            if (known != null) {
                return known;
            }
            int dot = host.indexOf('.', from);
            from = dot < 0 ? -1 : dot + 1;
        }
        if (host.endsWith(".googleapis.com")) {
            return google(host.substring(0, host.length() - ".googleapis.com".length()));
        }
        if (host.endsWith(".amazonaws.com")) {
            return aws(host.substring(0, host.length() - ".amazonaws.com".length()));
        }
        return host.endsWith(".amazonaws.com.cn")
                ? aws(host.substring(0, host.length() - ".amazonaws.com.cn".length()))
                : null;
    }

    /** storage, bucket.storage, us-central1-aiplatform. */
    private static String google(String labels) {
        String label = labels.substring(labels.lastIndexOf('.') + 1);
        if (label.endsWith("-aiplatform")) {
            return "google_vertex";
        }
        return Identifiers.isId(label) ? "google" : "google_" + Names.segment(label);
    }

    /** The last label that is no region: s3.eu-west-1, bucket.s3, s3-us-west-2, bedrock-runtime.us-east-1. */
    private static String aws(String labels) {
        int end = labels.length();
        while (end > 0) {
            int start = labels.lastIndexOf('.', end - 1) + 1;
            String label = labels.substring(start, end);
            if (label.startsWith("s3-")) {
                return "aws_s3";
            }
            if (label.startsWith("bedrock")) {
                return "aws_bedrock";
            }
            if (!isRegion(label)) {
                return Identifiers.isId(label) ? "aws" : "aws_" + Names.segment(label);
            }
            end = start - 1;
        }
        return "aws";
    }

    private static boolean isRegion(String label) {
        int length = label.length();
        return label.equals("dualstack")
                || length > 3 && label.charAt(length - 2) == '-' && Names.isDigit(label.charAt(length - 1));
    }

    /**
     * The operation's name; for services without one of their own for this call, method and last word of the path.
     *
     * @param paths what the service's other paths have taught
     */
    static String operation(String service, String method, String path, PathTree paths) {
        String[][] operations = BY_SERVICE.get(service);
        if (operations != null) {
            for (String[] operation : operations) {
                if ((operation[0].equals("*") || operation[0].equals(method)) && Glob.matches(operation[1], path)) {
                    return operation[2].replace("{method}", verb(method));
                }
            }
        }
        return service.equals("stripe") ? stripe(method, path) : general(method, paths.segments(path));
    }

    private static String general(String method, List<String> segments) {
        String word = null;
        for (String segment : segments) {
            word = isWord(segment) ? segment : word;
        }
        return word == null ? verb(method) : verb(method) + '_' + Names.segment(word);
    }

    private static String verb(String method) {
        return method.equals("_OTHER") ? "other" : method.toLowerCase(Locale.ROOT);
    }

    private static boolean isWord(String segment) {
        return segment.indexOf('{') < 0
                && segment.indexOf('*') < 0
                && !segment.equalsIgnoreCase("api")
                && !Identifiers.isVersion(segment);
    }

    /** /v1/payment_intents[/id[/confirm]]: create_, list_, get_, update_, delete_, confirm_payment_intent. */
    private static String stripe(String method, String path) {
        List<String> segments = PathSegments.of(path);
        int last = segments.size() - 1;
        if (last < 1) {
            return verb(method);
        }
        boolean post = method.equals("POST");
        if (!isWord(segments.get(last))) {
            String verb = post ? "update" : verb(method);
            return isWord(segments.get(last - 1))
                    ? verb + '_' + singular(segments.get(last - 1))
                    : general(method, segments);
        }
        if (post && last >= 3 && !isWord(segments.get(last - 1)) && isWord(segments.get(last - 2))) {
            return Names.segment(segments.get(last)) + '_' + singular(segments.get(last - 2));
        }
        return post
                ? "create_" + singular(segments.get(last))
                : (method.equals("GET") ? "list" : verb(method)) + '_' + Names.segment(segments.get(last));
    }

    private static String singular(String plural) {
        String word = Names.segment(plural);
        return word.endsWith("s") && !word.endsWith("ss") ? word.substring(0, word.length() - 1) : word;
    }
}
