package dev.z0.exporter.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.z0.agent.core.export.AgentMessage;
import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.Operation;
import dev.z0.agent.core.record.Request;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PresetTest {
    private static final Written.Work FAILING = () -> {
        throw new IllegalStateException("blocked", new RuntimeException());
    };

    private final Job job = new Job("Reconciler", "daily_reconciliation", null);

    private static Request request() {
        Request request = Request.start("POST", "/api/tickets/2506/lines", name -> null);
        request.tenant("swicked");
        request.user("3");
        request.identity().userLabel("Robbie");
        request.session("5f2c");
        return request;
    }

    private static List<String> list(String keys) {
        return Arrays.asList(keys.split(" "));
    }

    @Test
    void worker() {
        Written written = new Written("Z0_LINE_PRESET", "worker");
        JsonNode line = written.request(request(), 200, () -> {});
        assertEquals(
                list("timestamp level message service tenant_id request_id route latency_ms status_code"),
                Written.keys(line));
        assertEquals("swicked", line.get("tenant_id").asText());
        assertEquals("/api/tickets/{id}/lines", line.get("route").asText());
        assertEquals(200, line.get("status_code").asInt());
        assertTrue(line.get("latency_ms").isInt());
        line = written.request(request(), 500, FAILING);
        assertEquals("error", Written.keys(line).get(9));
        assertEquals(list("message stack"), Written.keys(line.get("error")));
        assertEquals("blocked", line.get("error").get("message").asText());
        Request noted = request();
        line = written.request(noted, 200, () -> noted.note("eligible", 3L));
        assertEquals("{\"eligible\":3}", line.get("metadata").toString());
    }

    @Test
    void shop() {
        Written written = new Written("Z0_LINE_PRESET", "shop", "Z0_EXTERNAL_SERVICES", "stripe,twilio,claude");
        JsonNode line = written.request(request(), 200, () -> RequestLineTest.query("SELECT 1", 1, 1, 0));
        assertEquals(
                list("ts request_id shop staff_id staff_label path method status ms d1_queries r2_ops external_calls"),
                Written.keys(line));
        assertEquals("swicked", line.get("shop").asText());
        assertTrue(line.get("staff_id").isInt());
        assertEquals(3, line.get("staff_id").asInt());
        assertEquals("Robbie", line.get("staff_label").asText());
        assertEquals(1, line.get("d1_queries").asInt());
        assertEquals(0, line.get("r2_ops").asInt());
        assertEquals(
                "[\"stripe:0\",\"twilio:0\",\"claude:0\"]",
                line.get("external_calls").toString());
        line = written.request(request(), 409, FAILING);
        assertEquals(
                list("error_class error_msg error_context"), Written.keys(line).subList(12, 15));
    }

    @Test
    void usersOfTheShopThatAreNoNumbersStayText() {
        Written written = new Written("Z0_LINE_PRESET", "shop");
        for (String user : new String[] {"robbie", "007", "1234567890123456", "-1"}) {
            Request request = request();
            request.user(user);
            JsonNode staff = written.request(request, 200, () -> {}).get("staff_id");
            assertTrue(staff.isTextual(), staff::toString);
        }
    }

    @Test
    void shopCron() {
        Written written = new Written("Z0_LINE_PRESET", "shop");
        CronRun run = CronRun.start(job, -1);
        run.tenant("swicked");
        JsonNode line = written.run(run, Collections.singletonMap("sales_reconciled", 47), () -> {});
        assertEquals(list("ts cron run_id shop rows_touched ms results errors errors_count"), Written.keys(line));
        assertEquals("{\"sales_reconciled\":47}", line.get("results").toString());
    }

    @Test
    void cos() {
        Written written = new Written("Z0_LINE_PRESET", "cos");
        JsonNode line = written.request(request(), 200, () -> {
            Operation operation = Operation.start("z0.app.router.evaluate");
            operation.end();
        });
        assertEquals(list("request_id user_id session_id type success duration_ms"), Written.keys(line));
        assertEquals("tickets.post_lines", line.get("type").asText());
        assertTrue(line.get("success").asBoolean());
        JsonNode operation = written.lines().get(0);
        JsonNode withFact = written.request(request(), 200, () -> RuledLinesTest.fact("charge"));
        assertEquals(list("request_id event_id user_id session_id type success duration_ms"), Written.keys(withFact));
        assertEquals(
                list("request_id operation_id user_id session_id type success duration_ms"), Written.keys(operation));
        assertEquals("app.router.evaluate", operation.get("type").asText());
        assertFalse(written.request(request(), 404, () -> {}).get("success").asBoolean());
        assertFalse(written.run(job, null, FAILING).get("success").asBoolean());
        assertEquals(
                "reconciler.daily_reconciliation", written.last().get("type").asText());
    }

    @Test
    void otherKindsKeepTheirKeys() {
        Written written = new Written("Z0_LINE_PRESET", "cos");
        written.say(new AgentMessage("warn", "careful"));
        assertEquals(list("ts level kind message service"), Written.keys(written.last()));
        Written shop = new Written("Z0_LINE_PRESET", "shop");
        shop.request(request(), 200, () -> {
            ExternalCall call = ExternalCall.start("POST", "https", "api.stripe.com", -1, "/v1/charges");
            call.responded(402, name -> null);
            call.end();
        });
        JsonNode call = shop.lines().get(0);
        LineSchema.validate(call);
        assertEquals("external", call.get("kind").asText());
        assertEquals("3", call.get("user_id").asText());
    }

    @Test
    void singleKeysCanBeRenamed() {
        Written written = new Written("Z0_LINE_FIELDS", "ms=latency,ts=@timestamp");
        List<String> keys = Written.keys(written.request("GET", "/", 200, () -> {}));
        assertEquals("@timestamp", keys.get(0));
        assertTrue(keys.contains("latency") && !keys.contains("ms"), keys::toString);
        written.say(new AgentMessage("warn", "careful"));
        assertEquals("@timestamp", Written.keys(written.last()).get(0));
    }

    @Test
    void aPresetsKeysAreRenamedByEitherName() {
        Written written =
                new Written("Z0_LINE_PRESET", "worker", "Z0_LINE_FIELDS", "latency_ms=took,status=code,service=app");
        List<String> keys = Written.keys(written.request("GET", "/", 200, () -> {}));
        assertEquals(list("timestamp level message app request_id route took code"), keys);
    }

    @Test
    void namesThatAreTakenOrUnknownAreWarnedOf() {
        Written written = new Written("Z0_LINE_FIELDS", "ms=status,latency=x,route=");
        List<String> keys = Written.keys(written.request("GET", "/", 200, () -> {}));
        assertTrue(keys.containsAll(list("ms status route")), keys::toString);
        List<JsonNode> lines = written.lines();
        assertEquals(4, lines.size());
        String warnings = lines.subList(0, 3).toString();
        assertTrue(warnings.contains("ms keeps its name") && warnings.contains("no line has a key latency"), warnings);
    }
}
