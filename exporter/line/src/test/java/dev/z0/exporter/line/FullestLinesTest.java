package dev.z0.exporter.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.Operation;
import dev.z0.agent.core.record.PoolWait;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.support.ThreadCost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every key that is documented can be written. */
class FullestLinesTest {
    private static final String OPERATION = "op_018f61d5-4c71-7a3e-9b42-6a1f0e8d7c25";

    private final Written written =
            new Written("Z0_BUILD_VERSION", "1.4.2", "Z0_N_PLUS_ONE", "2", "Z0_REQUEST_ID_TRUST", "false");

    @BeforeAll
    static void measure() {
        ThreadCost.open();
    }

    private static List<String> keys(Kind kind) {
        List<String> keys = new ArrayList<>();
        for (Key key : kind.keys()) {
            keys.add(key.text());
        }
        return keys;
    }

    private static void everything() throws Exception {
        for (int i = 0; i < 2; i++) {
            RequestLineTest.query("UPDATE a SET b = 1", 5, 1, 1);
        }
        PoolWait wait = PoolWait.start("hikari");
        wait.end(wait.startNanos() + 9_000_000);
        ExternalCall.start("PUT", "https", "bucket.s3.amazonaws.com", -1, "/a").end();
        ExternalCall model = ExternalCall.start("POST", "https", "api.openai.com", -1, "/v1/chat/completions");
        model.end();
        RuledLinesTest.fact("charge");
        SpanRecord.currentUnit().note("eligible", 3L);
        SpanRecord unit = SpanRecord.currentUnit();
        Thread other = new Thread(() -> {
            Attachment attached = unit.attach();
            attached.close();
        });
        other.start();
        other.join();
        throw new IllegalStateException("oh", new IOException());
    }

    private static final Map<String, String> HEADERS = Map.of(
            "X-Request-Id", "web-1",
            "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "baggage", "z0.operation_id=" + OPERATION);

    private static Request asked() {
        Request request = Request.start("POST", "/a", HEADERS::get);
        request.tenant("acme");
        request.user("3");
        request.identity().userLabel("Robbie");
        request.session("5f2c");
        request.bytes(1, 2);
        request.client("192.0.2.7");
        request.async();
        return request;
    }

    private JsonNode line(String kind) {
        List<JsonNode> lines = written.lines();
        lines.removeIf(line -> !line.get("kind").asText().equals(kind));
        return lines.get(lines.size() - 1);
    }

    @Test
    void request() throws Exception {
        JsonNode line = written.request(asked(), 500, FullestLinesTest::everything);
        assertEquals(keys(Kind.REQUEST), Written.keys(line));
        assertEquals("Robbie", line.get("user_label").asText());
        assertEquals("web-1", line.get("parent_request_id").asText());
        assertEquals("00f067aa0ba902b7", line.get("parent_span_id").asText());
        assertEquals("4bf92f3577b34da6a3ce929d0e0e4736", line.get("trace_id").asText());
        assertEquals(OPERATION, line.get("operation_id").asText(), "the caller's");
        assertTrue(line.get("event_id").asText().startsWith("evt_"), line::toString);
        assertEquals(2, line.get("threads").asInt());
        assertEquals(1, line.get("object_ops").asInt());
    }

    @Test
    void cron() {
        CronRun run = CronRun.start(new Job("A", "b", "every 5s"), 1);
        CronRun overlapping = CronRun.start(run.job(), 1);
        overlapping.tenant("acme");
        overlapping.nextDue(1);
        assertEquals(keys(Kind.CRON), Written.keys(written.run(overlapping, 47, FullestLinesTest::everything)));
    }

    @Test
    void operation() {
        written.request(asked(), 200, () -> {
            Operation operation = Operation.start("z0.app.a.b");
            Attachment attached = operation.attach();
            try {
                everything();
            } catch (IllegalStateException e) {
                operation.fail(e);
            }
            attached.close();
            operation.end();
        });
        List<String> expected = keys(Kind.OPERATION);
        expected.remove("run_id"); // only inside a run
        expected.remove("status"); // only of language models' calls
        assertEquals(expected, Written.keys(line("operation")));
    }

    @Test
    void external() {
        written.request(asked(), 200, () -> {
            ExternalCall call = ExternalCall.start("POST", "https", "api.stripe.com", -1, "/v1/charges");
            call.responded(500, name -> null);
            byte[] body = "no".getBytes(StandardCharsets.UTF_8);
            call.received(body, 0, body.length);
            call.fail(new IOException("reset"));
            call.end();
        });
        List<String> expected = keys(Kind.EXTERNAL);
        expected.remove("run_id");
        assertEquals(expected, Written.keys(line("external")));
    }
}
