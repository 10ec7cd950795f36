package dev.z0.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The same application and load on a PostgreSQL. */
class PostgresTest {

    @Test
    void countsStatements() throws Exception {
        List<Call> mix = new ArrayList<>();
        for (Call call : Call.mix()) {
            mix.add(call.bare().equals("/app/bad-query") ? call.error("org.postgresql.util.PSQLException") : call);
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setPGStartupWait(Duration.ofMinutes(2))
                        .start();
                Stub stub = new Stub()) {
            List<String> options = ServerMatrixTest.options(stub);
            options.add("-Dsmoke.jdbc=" + postgres.getJdbcUrl("postgres", "postgres"));
            try (ServerProcess process = Server.UNDERTOW_JAKARTA.start(Jdk.running(), options, Map.of())) {
                List<Answer> answers = new Load(process.base()).run(8, mix);
                Lines lines = process.stop();
                if (Agent.present()) {
                    ServerMatrixTest.check(answers, lines, stub);
                    assertEquals(
                            List.of(),
                            lines.requests().stream()
                                    .filter(line -> line.number("db_queries") > 0 && line.get("db_ms") == null)
                                    .toList());
                }
            }
        }
    }
}
