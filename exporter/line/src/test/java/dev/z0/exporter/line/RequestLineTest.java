package dev.z0.exporter.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.z0.agent.core.record.Database;
import dev.z0.agent.core.record.PoolWait;
import dev.z0.agent.core.record.Query;
import dev.z0.agent.core.record.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestLineTest {
    private static final Written.Work NOTHING = () -> {};

    @Test
    void hasTheKeysThatAreAlwaysThereInOrder() {
        List<String> always = Arrays.asList(("ts level kind message service request_id trace_id span_id"
                        + " method path route status ms db_queries external_calls")
                .split(" "));
        Written written = new Written();
        Request.start("GET", "/", name -> null).end();
        assertEquals(always, Written.keys(written.last()));
    }

    @Test
    void saysWhatWasAskedAndHowItEnded() {
        Written written = new Written("Z0_BUILD_VERSION", "1.4.2");
        Request request = Request.start("POST", "/api/tickets/2506/lines", name -> null);
        request.bytes(12, 3456);
        request.client("192.0.2.7");
        request.async();
        Instant before = Instant.now();
        JsonNode line = written.request(request, 200, NOTHING);
        assertEquals("request", line.get("kind").asText());
        assertEquals("info", line.get("level").asText());
        assertEquals("shop", line.get("service").asText());
        assertEquals("1.4.2", line.get("build_version").asText());
        assertEquals("POST", line.get("method").asText());
        assertEquals("/api/tickets/2506/lines", line.get("path").asText());
        assertEquals("/api/tickets/{id}/lines", line.get("route").asText());
        assertEquals(200, line.get("status").asInt());
        assertEquals(12, line.get("bytes_in").asInt());
        assertEquals(3456, line.get("bytes_out").asInt());
        assertEquals("192.0.2.7", line.get("client").asText());
        assertTrue(line.get("async").asBoolean());
        assertEquals(request.requestId(), line.get("request_id").asText());
        assertEquals(request.trace().text(), line.get("trace_id").asText());
        assertEquals(
                request.spanId(), Long.parseUnsignedLong(line.get("span_id").asText(), 16));
        assertEquals(
                "POST /api/tickets/{id}/lines 200 " + line.get("ms").asInt() + "ms",
                line.get("message").asText());
        Duration apart = Duration.between(before, Instant.parse(line.get("ts").asText()));
        assertTrue(apart.abs().toMinutes() < 1, line::toString);
    }

    @Test
    void tsIsWhenItEnded() {
        Written written = new Written();
        Request request = Request.start("GET", "/", name -> null);
        request.status(200);
        request.end(request.startNanos() + Duration.ofMinutes(10).toNanos() + 499_999);
        JsonNode line = written.last();
        assertEquals(600_000, line.get("ms").asInt());
        Instant end = Instant.ofEpochMilli(request.startMillis()).plus(Duration.ofMinutes(10));
        assertEquals(end, Instant.parse(line.get("ts").asText()));
    }

    @Test
    void millisecondsAreRoundedHalfUp() {
        assertEquals(0, Millis.rounded(499_999));
        assertEquals(1, Millis.rounded(500_000));
        assertEquals(0, Millis.rounded(-5));
    }

    @Test
    void levelFollowsWhatHappened() {
        Written written = new Written("Z0_SLOW_MS", "5s");
        Written.Work failing = () -> {
            throw new IllegalStateException("oh");
        };
        assertEquals("info", level(written.request("GET", "/", 200, NOTHING)));
        assertEquals("info", level(written.request("GET", "/", 302, NOTHING)));
        assertEquals("warn", level(written.request("GET", "/", 404, NOTHING)));
        assertEquals("warn", level(written.request("GET", "/", 409, failing)));
        assertEquals("error", level(written.request("GET", "/", 503, NOTHING)));
        assertEquals("info", level(written.request("GET", "/", 200, failing)));
        Request escaping = Request.start("GET", "/", name -> null);
        escaping.enterServlet();
        escaping.leaveServlet(new IllegalStateException("too late to change the status"));
        assertEquals("error", level(written.request(escaping, 200, NOTHING)));
        Request slow = Request.start("GET", "/", name -> null);
        slow.status(200);
        slow.end(slow.startNanos() + Duration.ofSeconds(5).toNanos());
        assertEquals("warn", level(written.last()));
    }

    private static String level(JsonNode line) {
        return line.get("level").asText();
    }

    @Test
    void saysWhomItWasFor() {
        Written written = new Written();
        Request request = Request.start("GET", "/", name -> null);
        request.tenant("acme");
        request.user("17");
        request.session("5f2c");
        JsonNode line = written.request(request, 200, NOTHING);
        assertEquals("acme", line.get("tenant_id").asText());
        assertEquals("17", line.get("user_id").asText());
        assertEquals("5f2c", line.get("session_id").asText());
        request = Request.start("GET", "/", name -> null);
        request.user("bob@example.com");
        assertEquals(
                "[redacted:email]",
                written.request(request, 200, NOTHING).get("user_id").asText());
    }

    @Test
    void keepsTheCallersIdWhereItIsReplaced() {
        Written written = new Written("Z0_REQUEST_ID_TRUST", "false");
        Request request = Request.start("GET", "/", name -> name.equals("X-Request-Id") ? "abc-1" : null);
        JsonNode line = written.request(request, 200, NOTHING);
        assertEquals("abc-1", line.get("parent_request_id").asText());
        assertFalse(line.get("request_id").asText().contains("abc"));
    }

    @Test
    void hidesPersonalDataInPaths() {
        String line = new Written()
                .request("GET", "/users/bob@example.com/mails", 200, NOTHING)
                .toString();
        assertFalse(line.contains("example.com"), line);
    }

    @Test
    void addsUpTheDatabase() {
        JsonNode line = new Written().request("GET", "/", 200, () -> {
            query("SELECT * FROM a WHERE x = 7", 10, 3, 0);
            query("UPDATE b SET y = 'z' WHERE id = 1", 30, 0, 2);
            PoolWait wait = PoolWait.start("hikari");
            wait.end(wait.startNanos() + 4_000_000);
        });
        assertEquals(2, line.get("db_queries").asInt());
        assertEquals(40, line.get("db_ms").asInt());
        assertEquals(5, line.get("db_rows").asInt());
        assertEquals(4, line.get("db_wait_ms").asInt());
        assertEquals(30, line.get("db_slowest").get("ms").asInt());
        assertEquals(
                "UPDATE b SET y = ? WHERE id = ?",
                line.get("db_slowest").get("sql").asText());
        assertNull(line.get("n_plus_one"));
    }

    @Test
    void namesStatementsThatRepeat() {
        Written written = new Written("Z0_N_PLUS_ONE", "3");
        JsonNode line = written.request("GET", "/", 200, () -> {
            for (int i = 0; i < 3; i++) {
                query("SELECT * FROM a WHERE x = " + i, 2, 1, 0);
            }
            query("SELECT 1", 1, 1, 0);
        });
        assertEquals("warn", level(line));
        assertEquals(1, line.get("n_plus_one").size());
        JsonNode repeated = line.get("n_plus_one").get(0);
        assertEquals("SELECT * FROM a WHERE x = ?", repeated.get("sql").asText());
        assertEquals(3, repeated.get("count").asInt());
        assertEquals(6, repeated.get("ms").asInt());
    }

    @Test
    void aLimitOfZeroTurnsTheWarningsOff() {
        Written written = new Written("Z0_N_PLUS_ONE", "0", "Z0_SLOW_MS", "0");
        JsonNode line = written.request("GET", "/", 200, () -> {
            for (int i = 0; i < 10; i++) {
                query("SELECT 1", 1, 1, 0);
            }
        });
        assertEquals("info", level(line));
        assertNull(line.get("n_plus_one"));
    }

    static void query(String sql, long millis, int read, int touched) {
        Database database = new Database("h2", "shop", null, 0);
        Query query = Query.start(database, dev.z0.agent.core.naming.SqlStatement.of(sql));
        query.rows().read(read, 0);
        query.rows().touch(touched);
        query.end(query.startNanos() + millis * 1_000_000);
    }

    @Test
    void errorsComeFromWhatWasThrownOrElseLogged() {
        Written written = new Written();
        JsonNode line = written.request("GET", "/", 500, () -> {
            Request.currentUnit().logged("first", new IllegalArgumentException("second"));
        });
        assertEquals(
                "java.lang.IllegalArgumentException", line.get("error_class").asText());
        assertEquals("second", line.get("error_msg").asText());
        line = written.request("GET", "/", 500, () -> Request.currentUnit().logged("only said", null));
        assertNull(line.get("error_class"));
        assertEquals("only said", line.get("error_msg").asText());
        line = written.request("GET", "/", 500, () -> {
            Request.currentUnit().logged("first", null);
            throw new IllegalStateException("thrown");
        });
        assertEquals("thrown", line.get("error_msg").asText());
    }

    @Test
    void writesNothingWhereLinesAreOff() {
        Written written = new Written("Z0_LINES", "false");
        Request request = Request.start("GET", "/", name -> null);
        request.end();
        assertEquals("", written.text());
    }
}
