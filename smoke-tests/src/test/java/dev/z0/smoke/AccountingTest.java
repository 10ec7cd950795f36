package dev.z0.smoke;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the lines of ten thousand mixed requests add up to is what others counted: the database, the service that was
 * called, the client, and the JVM.
 */
class AccountingTest {
    private static final int EACH = 200;

    /** What the statements of the application, and no others, amounted to. */
    private static final String STATEMENTS =
            "select sum(%s) from pg_stat_statements where query like '%%ticket%%' or query like '%%entry%%'";

    @BeforeAll
    static void needsAgent() {
        Assumptions.assumeTrue(Agent.present(), "no agent");
    }

    private static List<Call> mix() {
        List<Call> mix = new ArrayList<>();
        mix.add(Call.get("/app/ping", 200));
        mix.add(Call.get("/app/ping", 200).method("HEAD"));
        mix.add(Call.get("/app/ping", 405).method("DELETE"));
        mix.add(Call.get("/app/echo", 200).method("POST"));
        mix.add(Call.get("/app/nothing", 404));
        mix.add(Call.get("/app/error", 500).error("java.lang.IllegalStateException"));
        mix.add(Call.get("/app/send-error?code=503", 503));
        mix.add(Call.get("/app/redirect", 302));
        mix.add(Call.get("/app/stream?kb=24", 200));
        mix.add(Call.get("/app/measured?kb=256", 200));
        mix.add(Call.get("/app/forward?to=/work%3Fq%3D2", 200).queries(2));
        mix.add(Call.get("/app/async?end=complete&q=2&e=1", 200).queries(2).calls(1));
        mix.add(Call.get("/app/async?end=dispatch&q=1&e=2", 200).queries(1).calls(2));
        mix.add(Call.get("/app/work?q=3&e=2", 200).queries(3).calls(2));
        mix.add(Call.get("/app/work?q=5", 200).queries(5));
        mix.add(Call.get("/app/work?e=1", 200).calls(1));
        mix.add(Call.get("/app/bad-call?e=1", 200).calls(1));
        mix.add(Call.get("/app/bad-call?e=2", 200).calls(1));
        mix.add(Call.get("/app/n-plus-one?n=7", 200).queries(8));
        mix.add(Call.get("/app/batch?n=5", 200).queries(5));
        mix.add(Call.get("/app/insert?n=3", 200).queries(3));
        mix.add(Call.get("/app/fan-out?n=4", 200).queries(4));
        mix.add(Call.get("/app/bad-query", 500).queries(1).error("org.postgresql.util.PSQLException"));
        return mix;
    }

    @Test
    void linesAddUpToWhatOthersCounted() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setPGStartupWait(Duration.ofMinutes(2))
                        .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                        .start();
                Connection statistics = postgres.getPostgresDatabase().getConnection();
                Stub stub = new Stub()) {
            List<String> options = ServerMatrixTest.options(stub);
            options.add("-Dsmoke.jdbc=" + postgres.getJdbcUrl("postgres", "postgres"));
            try (ServerProcess process =
                    Server.UNDERTOW_JAVAX.start("accounting", Jdk.running(), options, Map.of("Z0_METRICS", "lines"))) {
                execute(statistics, "create extension pg_stat_statements");
                execute(statistics, "select pg_stat_statements_reset()");
                long failedBefore = failedStatements(statistics);
                List<Answer> answers = new Load(process.base()).run(EACH, mix());
                long cpuMillis = process.cpuMillis();
                Lines output = process.stop();
                ServerMatrixTest.check(answers, output, stub);
                List<Line> lines = output.requests();
                awaitStatistics(statistics);
                assertAll(
                        () -> client(answers, lines),
                        () -> database(statistics, failedBefore, lines),
                        () -> called(stub, lines),
                        () -> metrics(output, statistics, failedBefore, stub),
                        () -> jvm(answers, lines, cpuMillis));
            }
        }
    }

    private static void client(List<Answer> answers, List<Line> lines) {
        assertTrue(lines.size() >= 10_000, () -> lines.size() + " lines");
        assertEquals(
                sums(answers, answer -> String.valueOf(answer.status()), answer -> 1),
                sums(lines, line -> String.valueOf(line.number("status")), line -> 1),
                "statuses");
        assertEquals(
                sums(
                        answers,
                        answer -> answer.call().method() + " " + answer.call().bare(),
                        answer -> answer.body().getBytes(StandardCharsets.UTF_8).length),
                sums(lines, line -> line.get("method") + " " + line.get("path"), line -> line.number("bytes_out")),
                "bytes of bodies");
        assertEquals(
                "a body".length() * count(answers, call -> call.method().equals("POST")),
                sum(lines, line -> line.number("bytes_in")));
    }

    private static void database(Connection statistics, long failedBefore, List<Line> lines) throws SQLException {
        long failed = failedStatements(statistics) - failedBefore;
        assertEquals(sum(of(lines, "/app/bad-query"), line -> line.number("db_queries")), failed, "failed statements");
        assertEquals(
                number(statistics, STATEMENTS.formatted("calls")) + failed,
                sum(lines, line -> line.number("db_queries")),
                "statements");
        assertEquals(
                number(statistics, STATEMENTS.formatted("rows")), sum(lines, line -> line.number("db_rows")), "rows");
        assertEquals(
                number(statistics, "select n_tup_ins from pg_stat_user_tables where relname = 'entry'"),
                sum(of(lines, "/app/insert"), line -> line.number("db_rows")),
                "rows inserted");
        assertEquals(
                number(statistics, "select n_tup_upd from pg_stat_user_tables where relname = 'ticket'"),
                sum(of(lines, "/app/batch"), line -> line.number("db_rows")),
                "rows updated");
        List<Line> many =
                lines.stream().filter(line -> line.get("n_plus_one") != null).toList();
        assertEquals(of(lines, "/app/n-plus-one"), many);
        assertEquals(7L * many.size(), sum(many, line ->
                (long) line.objects("n_plus_one").get(0).get("count")));
    }

    private static void called(Stub stub, List<Line> lines) {
        assertEquals(stub.calls(), sum(lines, Line::externalCalls), "calls");
        assertEquals(
                (long) stub.answers().get(500),
                sum(lines, line -> line.objects("external").stream()
                        .mapToLong(call -> (long) call.getOrDefault("errors", 0L))
                        .sum()),
                "failed calls");
    }

    /** What the metrics say that were written when the service stopped, and z0's own account. */
    private static void metrics(Lines output, Connection statistics, long failedBefore, Stub stub) throws SQLException {
        long failed = failedStatements(statistics) - failedBefore;
        assertEquals(output.kind("request").size(), metric(output, "z0_requests_total", ""));
        assertEquals(failed, metric(output, "z0_db_errors_total", ""));
        assertEquals(
                number(statistics, STATEMENTS.formatted("case when query like 'select%' then calls end")) + failed,
                metric(output, "z0_db_queries_total", "operation=query"));
        assertEquals(
                number(statistics, STATEMENTS.formatted("case when query like 'insert%' then rows end")),
                metric(output, "z0_db_rows_total", "target=entry"));
        assertEquals(stub.calls(), metric(output, "z0_external_calls_total", ""));
        assertEquals((long) stub.answers().get(500), metric(output, "z0_external_failures_total", ""));
        List<Line> words = output.kind("agent");
        Line last = words.get(words.size() - 1);
        assertEquals(0, last.number("lines_dropped"), last::toString);
        assertEquals(output.z0().size() - 1, last.number("lines_written"), "lines before the last");
    }

    /** How much a counter grew, in the series whose label is written so. */
    private static long metric(Lines output, String name, String label) {
        return sum(
                output.kind("metric").stream()
                        .filter(line -> name.equals(line.get("metric"))
                                && line.string("message").contains(label))
                        .toList(),
                line -> line.number("value"));
    }

    /** What the page measured itself is in the line, and little more; all lines together used no more than the process. */
    private static void jvm(List<Answer> answers, List<Line> lines, long cpuMillis) {
        Map<String, Line> byId = new HashMap<>();
        lines.forEach(line -> byId.put(line.string("request_id"), line));
        long close = 0;
        long measured = 0;
        for (Answer answer : answers) {
            if (answer.call().bare().equals("/app/measured")) {
                Line line = byId.get(answer.requestId());
                long kilobytes = Long.parseLong(answer.body().split(" ")[0]) / 1024;
                long millis = Long.parseLong(answer.body().split(" ")[1]) / 1_000_000;
                assertTrue(line.number("alloc_kb") >= kilobytes, () -> answer + " of " + line);
                assertTrue(line.number("cpu_ms") >= millis, () -> answer + " of " + line);
                measured++;
                close += line.number("alloc_kb") <= kilobytes + 64 ? 1 : 0;
            }
        }
        long near = close;
        long all = measured;
        assertTrue(near > all / 2, () -> "near what the page allocated: " + near + " of " + all);
        long used = sum(lines, line -> line.number("cpu_ms"));
        assertTrue(used > 0 && used <= cpuMillis, () -> "lines tell " + used + " ms of the process's " + cpuMillis);
    }

    private static List<Line> of(List<Line> lines, String path) {
        return lines.stream().filter(line -> path.equals(line.get("path"))).toList();
    }

    private static <T> Map<String, Long> sums(List<T> all, Function<T, String> kind, ToLongFunction<T> number) {
        return all.stream().collect(Collectors.groupingBy(kind, TreeMap::new, Collectors.summingLong(number)));
    }

    private static long sum(List<Line> lines, ToLongFunction<Line> number) {
        return lines.stream().mapToLong(number).sum();
    }

    private static long count(List<Answer> answers, Predicate<Call> kind) {
        return answers.stream().map(Answer::call).filter(kind).count();
    }

    /** A connection's numbers are complete when it has gone. */
    private static void awaitStatistics(Connection statistics) throws SQLException {
        long end = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        while (number(
                        statistics,
                        "select count(*) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()")
                > 0) {
            assertTrue(System.nanoTime() < end, "the application's connections remain");
        }
    }

    /** Each was a transaction of its own, which the database rolled back. */
    private static long failedStatements(Connection statistics) throws SQLException {
        return number(statistics, "select xact_rollback from pg_stat_database where datname = 'postgres'");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
