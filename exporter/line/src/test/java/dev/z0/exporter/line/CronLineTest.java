package dev.z0.exporter.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.Operation;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.SpanRecord;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CronLineTest {
    private static final Written.Work NOTHING = () -> {};

    private final Job job = new Job("Reconciler", "daily_reconciliation", "0 0 7 * * *");

    @Test
    void hasTheKeysThatAreAlwaysThereInOrder() {
        List<String> always = Arrays.asList(("ts level kind message service cron run_id operation_id trace_id span_id"
                        + " ms rows_touched db_queries external_calls errors errors_count schedule")
                .split(" "));
        Written written = new Written();
        CronRun.start(job, -1).end(null, null);
        assertEquals(always, Written.keys(written.last()));
    }

    @Test
    void saysHowARunWent() {
        Written written = new Written();
        CronRun run = CronRun.start(job, 250);
        run.nextDue(1_778_396_400_000L);
        JsonNode line = written.run(run, null, () -> {
            RequestLineTest.query("UPDATE a SET b = 1", 5, 0, 7);
            RequestLineTest.query("SELECT * FROM a", 5, 9, 0);
        });
        assertEquals("cron", line.get("kind").asText());
        assertEquals("info", line.get("level").asText());
        assertEquals("daily_reconciliation", line.get("cron").asText());
        assertEquals(run.runId(), line.get("run_id").asText());
        assertEquals(run.operationId(), line.get("operation_id").asText());
        assertEquals(7, line.get("rows_touched").asInt());
        assertEquals(9, line.get("rows_read").asInt());
        assertEquals(2, line.get("db_queries").asInt());
        assertEquals(0, line.get("errors").size());
        assertEquals(0, line.get("errors_count").asInt());
        assertEquals("0 0 7 * * *", line.get("schedule").asText());
        assertEquals("2026-05-10T07:00:00.000Z", line.get("next_due").asText());
        assertEquals(250, line.get("late_ms").asInt());
        assertEquals(
                "cron daily_reconciliation ok " + line.get("ms").asInt() + "ms",
                line.get("message").asText());
    }

    @Test
    void aRunThatThrowsIsAnError() {
        Written written = new Written();
        CronRun run = CronRun.start(job, -1);
        run.last();
        JsonNode line = written.run(run, null, () -> {
            SpanRecord.currentUnit().logged("one row is bad", null);
            throw new IllegalStateException("oh no");
        });
        assertEquals("error", line.get("level").asText());
        assertEquals(2, line.get("errors_count").asInt());
        assertEquals(
                "[{\"error_class\":\"java.lang.IllegalStateException\",\"error_msg\":\"oh no\"},"
                        + "{\"error_msg\":\"one row is bad\"}]",
                line.get("errors").toString());
        assertTrue(line.get("error_stack").asText().contains("CronLineTest"));
        assertTrue(line.get("message").asText().contains("will never run again"));
    }

    @Test
    void anErrorThatIsLoggedAndThrownIsOne() {
        IllegalStateException thrown = new IllegalStateException("oh no");
        JsonNode line = new Written().run(job, null, () -> {
            SpanRecord.currentUnit().logged("it failed", thrown);
            throw thrown;
        });
        assertEquals(1, line.get("errors_count").asInt());
        assertEquals(1, line.get("errors").size());
    }

    @Test
    void manyLoggedErrorsAreCountedAndTheFirstTenShown() {
        JsonNode line = new Written().run(job, null, () -> {
            for (int i = 0; i < 25; i++) {
                SpanRecord.currentUnit().logged("error " + i, null);
            }
        });
        assertEquals("warn", line.get("level").asText());
        assertEquals(25, line.get("errors_count").asInt());
        assertEquals(10, line.get("errors").size());
        assertEquals("error 9", line.get("errors").get(9).get("error_msg").asText());
    }

    @Test
    void overlappingRunsSaySo() {
        Written written = new Written();
        CronRun first = CronRun.start(job, -1);
        assertTrue(written.run(job, null, NOTHING).get("overlap").asBoolean());
        first.end(null, null);
        assertNull(written.last().get("overlap"));
    }

    @Test
    void operationsCarryTheIdsOfAllUnitsAroundThem() {
        Written written = new Written();
        Request request = Request.start("POST", "/", name -> null);
        request.tenant("acme");
        written.request(request, 200, () -> operation("z0.app.router.outer"));
        JsonNode inner = written.lines().get(0);
        assertEquals("operation", inner.get("kind").asText());
        assertEquals("z0.app.router.outer", inner.get("operation").asText());
        assertEquals(request.requestId(), inner.get("request_id").asText());
        assertEquals("acme", inner.get("tenant_id").asText());
        assertEquals(request.trace().text(), inner.get("trace_id").asText());
        assertNull(written.lines().get(1).get("operation_id"));

        CronRun run = CronRun.start(job, -1);
        written.run(run, null, () -> operation("z0.app.router.inner"));
        inner = written.lines().get(2);
        assertEquals(run.runId(), inner.get("run_id").asText());
        assertEquals("info", inner.get("level").asText());
        assertEquals(1, inner.get("db_queries").asInt());
        assertEquals(1, written.last().get("db_queries").asInt());
    }

    private static void operation(String name) {
        Operation operation = Operation.start(name);
        Attachment attached = operation.attach();
        RequestLineTest.query("SELECT 1", 1, 1, 0);
        attached.close();
        operation.end();
    }

    @Test
    void whatAnotherInstanceDoesLeavesNoLine() {
        Written written = new Written();
        CronRun skipped = CronRun.start(new Job("Reconciler", "daily", null), -1);
        skipped.asked(false);
        skipped.end(null, null);
        written.run(new Job("Reconciler", "hourly", null), null, () -> {});
        assertEquals(1, written.lines().size());
    }
}
