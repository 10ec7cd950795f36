package dev.z0.exporter.line;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.z0.agent.core.Z0;
import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.Fact;
import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.Operation;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.rules.RulesReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What rules bring to lines. */
class RuledLinesTest {
    @Test
    void namesFactsAndWhatWasNoted() {
        Written written = new Written();
        Request request = Request.start("POST", "/orders", name -> null);
        JsonNode line = written.request(request, 200, () -> {
            Fact charge = fact("charge");
            Fact failed = Fact.start("z0.app.ledger.append");
            failed.type("charge");
            failed.fail(new IllegalStateException());
            failed.end();
            fact("charge");
            fact("payout jane@acme.com");
            request.note("eligible", 3L);
            request.note("share", 0.5);
            request.note("final", true);
            request.note("who", "jane@acme.com");
            request.note("event", charge.eventId());
        });
        assertEquals(
                "[{\"type\":\"charge\",\"count\":2},{\"type\":\"payout [redacted:email]\",\"count\":1}]",
                line.get("facts").toString());
        assertEquals(
                line.get("event_id").asText(), line.get("metadata").get("event").asText());
        assertEquals(3, line.get("metadata").get("eligible").asInt());
        assertEquals(0.5, line.get("metadata").get("share").asDouble());
        assertEquals("[redacted:email]", line.get("metadata").get("who").asText());
        assertEquals(5, line.get("metadata").size());
    }

    static Fact fact(String type) {
        Fact fact = Fact.start("z0.app.ledger.append");
        fact.type(type);
        fact.end();
        return fact;
    }

    @Test
    void anOperationHasItsOwnNotes() {
        Written written = new Written();
        Operation operation = Operation.start("z0.app.ledger.replicate");
        operation.note("facts", 12L);
        operation.end();
        JsonNode line = written.last();
        assertEquals("operation", line.get("kind").asText());
        assertEquals("{\"facts\":12}", line.get("metadata").toString());
    }

    @Test
    void countersOfTheRulesAreResults() {
        Written written = new Written();
        CronRun run = CronRun.start(new Job("Reconciler", "nightly", null), -1);
        run.counted("mismatches", 2);
        run.counted("mismatches", 1);
        run.counted("cost_usd", 0.25);
        JsonNode line = written.run(run, 7, () -> {});
        assertEquals(
                "{\"result\":7,\"mismatches\":3,\"cost_usd\":0.25}",
                line.get("results").toString());
    }

    @Test
    void whatIsIgnoredWritesNoLine() throws IOException {
        Written written = new Written();
        String rules = "{\"ignore\": {\"routes\": [\"GET /health\"], \"jobs\": [\"Poller.*\"]}}";
        Z0.rules(new RulesReader().read(rules.getBytes(StandardCharsets.UTF_8)));
        written.request("GET", "/orders", 200, () -> {});
        written.request("GET", "/health", 500, () -> {});
        written.run(new Job("Poller", "poll", null), null, () -> {});
        written.request("POST", "/health", 200, () -> {});
        assertEquals(2, written.lines().size());
        assertEquals("POST", written.last().get("method").asText());
    }
}
