package dev.z0.agent.core.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServicesTest {

    private final Services services = new Services(List.of());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            acme_crm.post_leads           | POST | api.acme-crm.com                            | /v1/leads
            acme_crm.get_leads            | GET  | API.acme-crm.com                            | /v1/leads/17?secret=x
            acme.get                      | GET  | shop.acme.co.uk                             | /
            acme.get                      | GET  | user:pw@acme.com:8080                       |
            twilio.create_call            | POST | api.twilio.com                              | /2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Calls.json
            twilio.create_message         | POST | api.twilio.com                              | /2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Messages.json
            openai.completion             | POST | api.openai.com                              | /v1/chat/completions
            openai.completion             | POST | api.openai.com                              | /v1/completions
            openai.completion             | POST | api.openai.com                              | /v1/responses?x=1
            openai.embedding              | POST | api.openai.com                              | /v1/embeddings
            openai.get_models             | GET  | api.openai.com                              | /v1/models
            azure_openai.completion       | POST | acme.openai.azure.com                       | /openai/deployments/gpt-4/chat/completions?api-version=1
            anthropic.completion          | POST | api.anthropic.com                           | /v1/messages
            anthropic.post_count_tokens   | POST | api.anthropic.com                           | /v1/messages/count_tokens
            google_gemini.completion      | POST | generativelanguage.googleapis.com           | /v1beta/models/gemini-pro:streamGenerateContent?alt=sse
            google_vertex.completion      | POST | us-central1-aiplatform.googleapis.com       | /v1/projects/p/locations/l/publishers/google/models/gemini-pro:generateContent
            google_maps.get               | GET  | maps.googleapis.com                         | /
            aws_bedrock.completion        | POST | bedrock-runtime.us-east-1.amazonaws.com     | /model/anthropic.claude-v2%3A1/invoke-with-response-stream
            aws_bedrock.completion        | POST | bedrock-runtime.us-east-1.amazonaws.com     | /model/x/converse
            aws_s3.get_object             | GET  | bucket.s3.eu-west-1.amazonaws.com           | /photos/cat
            aws_s3.put_object             | PUT  | s3-us-west-2.amazonaws.com                  | /bucket/secret
            aws_sqs.post                  | POST | sqs.eu-west-1.amazonaws.com                 | /
            aws_dynamodb.post             | POST | dynamodb.eu-west-1.amazonaws.com            | /
            aws_sns.post                  | POST | sns.cn-north-1.amazonaws.com.cn             | /
            stripe.create_charge          | POST | api.stripe.com                              | /v1/charges
            stripe.create_payment_intent  | POST | api.stripe.com                              | /v1/payment_intents
            stripe.confirm_payment_intent | POST | api.stripe.com                              | /v1/payment_intents/pi_3MtwBwLkdIwHu7ix28a3tqPa/confirm
            stripe.update_customer        | POST | api.stripe.com                              | /v1/customers/cus_NffrFeUfNV2Hib
            stripe.get_customer           | GET  | api.stripe.com                              | /v1/customers/cus_NffrFeUfNV2Hib
            stripe.list_charges           | GET  | api.stripe.com                              | /v1/charges
            slack.post_webhook            | POST | hooks.slack.com                             | /services/TABCDEFGH/BABCDEFGH/abcdefghijklmnopqrstuvwx
            slack.post_message            | POST | slack.com                                   | /api/chat.postMessage
            payments.get_pay              | GET  | payments.default.svc.cluster.local          | /pay/17
            payments.get_pay              | GET  | pod-0.payments.default.svc                  | /pay/17
            payments.get_pay              | GET  | payments                                    | /pay/17
            payments.get_pay              | GET  | payments-7d9f8b6c5-xkcdq                    | /pay/17
            payments.get                  | GET  | payments.service.consul                     | /
            localhost.get                 | GET  | localhost                                   | /
            localhost.get                 | GET  | 127.0.0.1                                   | /
            localhost.get                 | GET  | [::1]                                       | /
            ip.get                        | GET  | 10.1.2.3                                    | /
            ip.get                        | GET  | fe80::1                                     | /
            other.get                     | GET  | x7f3k2q9.com                                | /
            unknown.get                   | GET  |                                             | /
            acme.other                    | BREW | acme.com                                    | /
            """)
    void namesServices(String name, String method, String host, String path) {
        assertEquals(
                "z0.external." + name,
                services.of(method, "https", host, 443, path).spanName());
    }

    @Test
    void tellsOllamaByItsPort() {
        assertEquals(
                "z0.external.ollama.completion",
                target(services, "gpu", 11434, "/api/chat").spanName());
        assertEquals(
                "z0.external.gpu.post_chat",
                target(services, "gpu", 80, "/api/chat").spanName());
        assertEquals(
                "z0.external.ollama.embedding",
                target(services, "localhost", 11434, "/api/embed").spanName());
    }

    @Test
    void keepsTheHostWithoutCredentials() {
        assertEquals(
                "api.acme.com",
                target(services, "jo:pw@API.acme.com:8443", 8443, "/x").host());
    }

    @Test
    void putsRulesBeforeTheCatalogue() {
        Services ruled = new Services(List.of(
                new Services.Rule("api.stripe.com", "Payments", List.of()),
                new Services.Rule("*.acme.io", "openai", List.of()),
                new Services.Rule(
                        "*.acme.com",
                        "acmeCrm",
                        List.of(
                                new Services.Operation("POST", "/leads/*/convert", "convertLead"),
                                new Services.Operation("*", "/files/*", "{method}_file")))));
        assertEquals(
                "z0.external.payments.post_charges",
                target(ruled, "api.stripe.com", 443, "/v1/charges").spanName());
        assertEquals(
                "z0.external.openai.completion",
                target(ruled, "llm.acme.io", 443, "/v1/chat/completions").spanName());
        assertEquals(
                "z0.external.acme_crm.convert_lead",
                target(ruled, "eu.acme.com", 443, "/leads/a/convert").spanName());
        assertEquals(
                "z0.external.acme_crm.post_file",
                target(ruled, "eu.acme.com", 443, "/files/secret").spanName());
        assertEquals(
                "z0.external.acme_crm.post_notes",
                target(ruled, "eu.acme.com", 443, "/notes").spanName());
        assertEquals(
                "z0.external.acme.post_notes",
                target(ruled, "acme.com", 443, "/notes").spanName());
    }

    @Test
    void sharesTargets() {
        ExternalTarget target = target(services, "api.acme.com", 443, "/leads/1");
        assertSame(target, target(services, "api.acme.com", 443, "/leads/1"));
        assertSame(target, target(services, "api.acme.com", 443, "/leads/2"));
        assertSame(target, target(services, "api.acme.com", 8443, "/leads/1"));
        assertEquals(
                "GET",
                services.of("GET", "https", "api.acme.com", 443, "/leads/1").method());
        assertSame(target, target(services, "api.acme.com", 443, "/leads/1"));
    }

    @Test
    void learnsWhereWordsAreValues() {
        Set<String> operations = new HashSet<>();
        for (char c = 'a'; c <= 'z'; c++) {
            for (char d : "aeiou".toCharArray()) {
                operations.add(target(services, "api.blog.io", 443, "/v1/users/" + c + d + "n")
                        .operation());
                operations.add(target(services, "api.blog.io", 443, "/v1/users/" + c + d + "n/posts")
                        .operation());
            }
        }
        assertTrue(operations.size() <= 32, operations::toString);
        assertEquals(
                "post_users",
                target(services, "api.blog.io", 443, "/v1/users/jo").operation());
        assertEquals(
                "post_posts",
                target(services, "api.blog.io", 443, "/v1/users/jo/posts").operation());
    }

    @Test
    void boundsNamesAndServices() {
        Set<String> names = new HashSet<>();
        Set<String> labels = new HashSet<>();
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            String host = letters(random) + ".com";
            ExternalTarget target = target(services, host, 443, "/" + letters(random));
            assertTrue(target.spanName().matches("z0\\.external\\.[a-z0-9_]+\\.[a-z0-9_]+"), target::spanName);
            assertEquals(target.spanName(), "z0.external." + target.service() + "." + target.operation());
            names.add(target.spanName());
            labels.add(target.service());
        }
        assertTrue(labels.size() <= 401, () -> labels.size() + " services");
        assertTrue(names.size() < 2000, () -> names.size() + " names");
        assertEquals("other", target(services, "newcomer.com", 443, "/").service());
    }

    @Test
    void survivesRandomCharacters() {
        Random random = new Random(2);
        for (int i = 0; i < 50_000; i++) {
            String name = target(services, noise(random), 443, noise(random)).spanName();
            assertTrue(name.matches("z0\\.external\\.[a-z0-9_]+\\.[a-z0-9_]+") && name.length() <= 120, name);
        }
    }

    private static ExternalTarget target(Services services, String host, int port, String path) {
        return services.of("POST", "https", host, port, path);
    }

    private static String letters(Random random) {
        return Long.toString(random.nextLong() & Long.MAX_VALUE, 36).replaceAll("[0-9]", "");
    }

    private static String noise(Random random) {
        StringBuilder noise = new StringBuilder();
        for (int length = random.nextInt(40); length > 0; length--) {
            noise.append(
                    random.nextBoolean() ? (char) random.nextInt(65536) : "/{}:.[]@?*-a1".charAt(random.nextInt(13)));
        }
        return noise.toString();
    }
}
