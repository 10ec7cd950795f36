package dev.z0.exporter.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.z0.agent.core.Z0;
import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.Operation;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.rules.Rules;
import dev.z0.agent.core.rules.RulesReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each call of a language model is an operation with a line of its own. */
class ModelCallsTest {
    private static final String CHAT = "https://api.openai.com/v1/chat/completions";
    private static final String JSON = "application/json";
    private static final String ASKED = "{'model':'small','messages':[{'content':'SWORDFISH'}]}";
    private static final String ANSWER = "{'model':'small-1','choices':[{'message':{'content':'SWORDFISH'}}],"
            + "'usage':{'prompt_tokens':100,'completion_tokens':20}}";

    private final Written written = new Written();

    @AfterEach
    void noRules() {
        Z0.rules(Rules.NONE);
    }

    private static ExternalCall call(String url, int status, String type, String answer) {
        URI uri = URI.create(url);
        ExternalCall call = ExternalCall.start("POST", uri.getScheme(), uri.getHost(), uri.getPort(), uri.getPath());
        byte[] asked = ASKED.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        call.sent(asked, 0, asked.length);
        call.responded(status, name -> name.equalsIgnoreCase("content-type") ? type : null);
        byte[] bytes = answer.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        call.received(bytes, 0, bytes.length);
        call.end(call.startNanos() + 900_000_000);
        return call;
    }

    private List<JsonNode> operations() {
        return written.lines().stream()
                .filter(line -> line.get("kind").asText().equals("operation"))
                .collect(Collectors.toList());
    }

    private JsonNode only() {
        List<JsonNode> lines = operations();
        assertEquals(1, lines.size());
        assertFalse(lines.get(0).toString().contains("SWORDFISH"));
        return lines.get(0);
    }

    @Test
    void saysWhatItWasAndWhereItBelongs() throws IOException {
        Z0.rules(new RulesReader()
                .read("{\"prices\":[{\"model\":\"small*\",\"input\":10,\"output\":50}]}"
                        .getBytes(StandardCharsets.UTF_8)));
        Request request = Request.start("POST", "/ask", name -> null);
        request.tenant("acme");
        request.user("3");
        ExternalCall[] made = new ExternalCall[1];
        JsonNode sums = written.request(request, 200, () -> made[0] = call(CHAT, 200, JSON, ANSWER));
        JsonNode line = only();
        assertEquals("info", line.get("level").asText());
        assertEquals("shop", line.get("service").asText());
        assertEquals(
                "z0.ai.openai.completion ok 900ms small-1 100+20 tokens",
                line.get("message").asText());
        assertEquals("z0.ai.openai.completion", line.get("operation").asText());
        assertEquals(200, line.get("status").asInt());
        assertEquals(900, line.get("ms").asInt());
        assertEquals("[\"openai:1\"]", line.get("external_calls").toString());
        assertEquals(
                "{\"requests\":1,\"tokens_input\":100,\"tokens_output\":20,\"model\":\"small-1\",\"cost_usd\":0.002}",
                line.get("ai").toString());
        assertEquals(line.get("ai"), sums.get("ai"), "the request's sums stay");
        assertEquals(request.requestId(), line.get("request_id").asText());
        assertEquals("acme", line.get("tenant_id").asText());
        assertEquals("3", line.get("user_id").asText());
        assertEquals(sums.get("trace_id"), line.get("trace_id"));
        assertEquals(sums.get("span_id"), line.get("parent_span_id"));
        assertEquals(
                ((Operation) made[0].enclosing()).operationId(),
                line.get("operation_id").asText());
        assertNull(line.get("parent_operation_id"));
        assertNull(sums.get("operation_id"));
        assertNull(line.get("error_class"));
    }

    @Test
    void keepsWhatWasAskedAndAnsweredWhereThatIsWanted() {
        Written debugging = new Written("Z0_CAPTURE_PROMPTS", "true");
        debugging.request(
                "POST", "/", 200, () -> call(CHAT, 200, JSON, ANSWER.replace("SWORDFISH", "bob@example.com")));
        JsonNode metadata = debugging.lines().get(0).get("metadata");
        assertEquals(ASKED.replace('\'', '"'), metadata.get("prompt").asText());
        assertTrue(metadata.get("completion").asText().contains("\"content\":\"[redacted:email]\""));
    }

    @Test
    void eachCallHasAnIdOfItsOwn() {
        JsonNode sums = written.request("POST", "/", 200, () -> {
            call(CHAT, 200, JSON, ANSWER);
            call(CHAT, 200, JSON, ANSWER);
        });
        List<JsonNode> lines = operations();
        assertEquals(2, lines.size());
        assertNotEquals(lines.get(0).get("operation_id"), lines.get(1).get("operation_id"));
        assertEquals(2, sums.get("ai").get("requests").asInt());
        assertEquals(200, sums.get("ai").get("tokens_input").asInt());
    }

    @Test
    void insideAnOperationOrARunItNamesThat() {
        CronRun run = CronRun.start(new Job("Jobs", "digest", null), -1);
        JsonNode sums = written.run(run, null, () -> {
            Operation outer = Operation.start("z0.app.a.b");
            try (Attachment attached = outer.attach()) {
                call(CHAT, 200, JSON, ANSWER);
            }
            outer.end();
        });
        JsonNode inner = operations().get(0);
        JsonNode outer = operations().get(1);
        assertEquals(outer.get("operation_id"), inner.get("parent_operation_id"));
        assertEquals(sums.get("operation_id"), outer.get("parent_operation_id"));
        assertEquals(run.runId(), inner.get("run_id").asText());
        assertEquals(1, outer.get("ai").get("requests").asInt());
        assertEquals(1, sums.get("ai").get("requests").asInt());
    }

    @Test
    void aloneItIsATraceOfItsOwn() {
        call(CHAT, 200, JSON, ANSWER);
        JsonNode line = only();
        assertNull(line.get("request_id"));
        assertNull(line.get("run_id"));
        assertNull(line.get("parent_span_id"));
        assertEquals(1, line.get("ai").get("requests").asInt());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://api.openai.com/v1/chat/completions | 429 | warn | rate_limit_exceeded"
                        + "| {'error':{'message':'SWORDFISH','type':'requests','code':'rate_limit_exceeded'}}",
                "https://api.anthropic.com/v1/messages | 529 | error | overloaded_error"
                        + "| {'type':'error','error':{'type':'overloaded_error','message':'SWORDFISH'}}",
                "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-pro:generateContent | 400 | warn"
                        + "| INVALID_ARGUMENT | {'error':{'code':400,'message':'SWORDFISH','status':'INVALID_ARGUMENT'}}",
                "https://bedrock-runtime.eu-west-1.amazonaws.com/model/m/converse | 500 | error | http_500 | {}",
                "http://localhost:11434/api/chat | 404 | warn | http_404 | {'error':'SWORDFISH'}",
            })
    void aRefusalIsNamedAsTheProviderDoes(String url, int status, String level, String error, String answer) {
        written.request("POST", "/", 200, () -> call(url, status, JSON, answer));
        JsonNode line = only();
        assertEquals(level, line.get("level").asText());
        assertEquals(status, line.get("status").asInt());
        assertEquals(error, line.get("error_class").asText());
        assertTrue(line.get("error_msg").asText().endsWith(" answered " + status));
        assertEquals(1, line.get("ai").get("errors").asInt());
        JsonNode failed = written.lines().get(0);
        assertEquals("external", failed.get("kind").asText());
        assertFalse(failed.toString().contains("SWORDFISH"), "some quote the prompt");
        assertEquals(line.get("operation_id"), failed.get("operation_id"));
        assertEquals(line.get("span_id"), failed.get("parent_span_id"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://api.openai.com/v1/responses | openai | text/event-stream"
                        + "| data: {'type':'response.output_text.delta','delta':'SWORDFISH'}//"
                        + "data: {'response':{'model':'small-1','usage':{'input_tokens':4,'output_tokens':2}}}//",
                "https://api.anthropic.com/v1/messages | anthropic | text/event-stream"
                        + "| data: {'message':{'model':'small-1','usage':{'input_tokens':4,'output_tokens':1}}}//"
                        + "data: {'delta':{'text':'SWORDFISH'}}//data: {'usage':{'output_tokens':2}}//",
                "http://localhost:11434/api/generate | ollama | application/x-ndjson"
                        + "| {'model':'small-1','response':'SWORDFISH'}/"
                        + "{'model':'small-1','response':'','prompt_eval_count':4,'eval_count':2}/",
            })
    void aStreamTellsItsFirstToken(String url, String provider, String type, String answer) {
        written.request(
                "POST",
                "/",
                200,
                () -> call(url, 200, type, answer.replace("}/", "}\n").replace("\n/", "\n\n")));
        JsonNode line = only();
        assertEquals("z0.ai." + provider + ".completion", line.get("operation").asText());
        JsonNode ai = line.get("ai");
        assertEquals(4, ai.get("tokens_input").asInt());
        assertEquals(2, ai.get("tokens_output").asInt());
        assertEquals("small-1", ai.get("model").asText());
        assertTrue(ai.has("ttft_ms"));
    }

    @Test
    void aStreamThatBreaksOffHasFailed() {
        String stream = "data: {'type':'error','error':{'type':'overloaded_error','message':'SWORDFISH'}}\n\n";
        written.request(
                "POST",
                "/",
                200,
                () -> call("https://api.anthropic.com/v1/messages", 200, "text/event-stream", stream));
        JsonNode line = only();
        assertEquals("error", line.get("level").asText());
        assertEquals("overloaded_error", line.get("error_class").asText());
        assertEquals(
                "anthropic answered 200, and then failed", line.get("error_msg").asText());
    }

    @Test
    void withoutAnAnswerTheExceptionCounts() {
        ExternalCall call = ExternalCall.start("POST", "https", "api.openai.com", -1, "/v1/embeddings");
        call.fail(new IOException("Connection refused"));
        call.end();
        JsonNode line = only();
        assertEquals("z0.ai.openai.embedding", line.get("operation").asText());
        assertEquals("error", line.get("level").asText());
        assertEquals("java.io.IOException", line.get("error_class").asText());
        assertEquals("Connection refused", line.get("error_msg").asText());
        assertNull(line.get("status"));
    }

    @Test
    void anAnswerThatNobodyReadsEndsWithTheUnitAroundIt() {
        written.request("POST", "/", 200, () -> {
            ExternalCall call = ExternalCall.start("POST", "https", "api.openai.com", -1, "/v1/chat/completions");
            call.responded(200, name -> null);
            call.handedOut();
        });
        assertEquals(1, only().get("ai").get("requests").asInt());
        assertEquals(1, written.last().get("ai").get("requests").asInt());
    }

    @Test
    void anyOtherCallIsNone() {
        JsonNode sums =
                written.request("POST", "/", 200, () -> call("https://api.stripe.com/v1/charges", 200, JSON, "{}"));
        assertEquals(List.of(), operations());
        assertNull(sums.get("ai"));
    }
}
