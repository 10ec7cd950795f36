package dev.z0.exporter.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.record.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExternalCallsTest {
    private static ExternalCall call(String method, String host, String path, int status) {
        ExternalCall call = ExternalCall.start(method, "https", host, -1, path);
        call.responded(status, name -> null);
        return call;
    }

    private static void end(ExternalCall call, long millis) {
        call.end(call.startNanos() + millis * 1_000_000);
    }

    @Test
    void countsEachServiceAndNamesTheConfiguredOnesAtZero() {
        Written written = new Written("Z0_EXTERNAL_SERVICES", "twilio,stripe");
        JsonNode line = written.request("POST", "/", 200, () -> {
            end(call("POST", "hooks.slack.com", "/services/x", 200), 1);
            end(call("POST", "api.stripe.com", "/v1/charges", 200), 20);
            end(call("POST", "api.stripe.com", "/v1/charges", 200), 30);
            end(call("GET", "api.stripe.com", "/v1/customers/cus_123456789012", 200), 5);
        });
        assertEquals(
                "[\"twilio:0\",\"stripe:3\",\"slack:1\"]",
                line.get("external_calls").toString());
        assertEquals(3, line.get("external").size());
        JsonNode charges = line.get("external").get(1);
        assertEquals("stripe", charges.get("service").asText());
        assertEquals("create_charge", charges.get("operation").asText());
        assertEquals(2, charges.get("count").asInt());
        assertEquals(50, charges.get("ms").asInt());
        assertEquals(200, charges.get("status").asInt());
        assertNull(charges.get("errors"));
        assertNull(charges.get("retries"));
    }

    @Test
    void callsOfObjectStoresAreObjectOperations() {
        JsonNode line = new Written().request("GET", "/", 200, () -> {
            end(call("GET", "bucket.s3.eu-west-1.amazonaws.com", "/a/b", 200), 1);
            end(call("PUT", "bucket.s3.eu-west-1.amazonaws.com", "/a/b", 200), 1);
        });
        assertEquals(2, line.get("object_ops").asInt());
    }

    @Test
    void aFailedCallHasALineOfItsOwn() {
        Written written = new Written();
        Request request = Request.start("POST", "/api/orders", name -> null);
        request.tenant("acme");
        ExternalCall[] calls = new ExternalCall[1];
        written.request(request, 200, () -> {
            ExternalCall call = call("POST", "api.stripe.com", "/v1/charges", 402);
            call.retried();
            byte[] body = "{\"error\":\"card_declined\",\"api_key\":\"sk_live_51H8abcdefghijklmnop\"}"
                    .getBytes(StandardCharsets.UTF_8);
            call.received(body, 0, body.length);
            end(call, 120);
            calls[0] = call;
        });
        List<JsonNode> lines = written.lines();
        assertEquals(2, lines.size());
        JsonNode line = lines.get(0);
        assertEquals("external", line.get("kind").asText());
        assertEquals("warn", line.get("level").asText());
        assertEquals("shop", line.get("caller").asText());
        assertEquals("stripe", line.get("service").asText());
        assertEquals("create_charge", line.get("operation").asText());
        assertEquals("POST", line.get("method").asText());
        assertEquals("api.stripe.com/v1/charges", line.get("endpoint").asText());
        assertEquals(402, line.get("status").asInt());
        assertEquals(120, line.get("ms").asInt());
        assertEquals(1, line.get("retry_count").asInt());
        assertEquals("402", line.get("error_class").asText());
        assertEquals("stripe create_charge 402 120ms", line.get("message").asText());
        assertEquals(request.requestId(), line.get("request_id").asText());
        assertEquals("acme", line.get("tenant_id").asText());
        assertEquals(request.trace().text(), line.get("trace_id").asText());
        assertEquals(
                calls[0].spanId(), Long.parseUnsignedLong(line.get("span_id").asText(), 16));
        String body = line.get("response_body").asText();
        assertFalse(body.contains("sk_live"), body);
        JsonNode counted = lines.get(1).get("external").get(0);
        assertEquals(1, counted.get("errors").asInt());
        assertEquals(1, counted.get("retries").asInt());
    }

    @Test
    void aCallWithoutAnswerSaysWhy() {
        Written written = new Written();
        ExternalCall call = call("GET", "crm.example.com", "/people/bob@example.com", 0);
        call.fail(new IOException("Connection refused"));
        call.end();
        JsonNode line = written.last();
        assertNull(line.get("status"));
        assertNull(line.get("request_id"));
        assertEquals("java.io.IOException", line.get("error_class").asText());
        assertEquals("Connection refused", line.get("error_msg").asText());
        assertEquals("crm.example.com/people/{id}", line.get("endpoint").asText());
    }

    @Test
    void addsUpLanguageModels() {
        JsonNode line = new Written().request("POST", "/", 200, () -> {
            for (int i = 0; i < 2; i++) {
                ExternalCall call = call("POST", "api.openai.com", "/v1/chat/completions", 200);
                call.llm().requestBytes("{\"model\":\"gpt-x\"}".getBytes(StandardCharsets.UTF_8), 0, 17);
                call.llm().responseHead(200, name -> name.equalsIgnoreCase("Content-Type") ? "application/json" : null);
                byte[] body =
                        "{\"model\":\"gpt-x-1\",\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":20,\"total_tokens\":120}}"
                                .getBytes(StandardCharsets.UTF_8);
                call.llm().responseBytes(body, 0, body.length);
                call.llm().end();
                end(call, 900);
            }
        });
        JsonNode ai = line.get("ai");
        assertEquals(2, ai.get("requests").asInt());
        assertEquals(200, ai.get("tokens_input").asInt());
        assertEquals(40, ai.get("tokens_output").asInt());
        assertEquals("gpt-x-1", ai.get("model").asText());
        assertNull(ai.get("errors"));
        assertNull(ai.get("cost_usd"));
    }
}
