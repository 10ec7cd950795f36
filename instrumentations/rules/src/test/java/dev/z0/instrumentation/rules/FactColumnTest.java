package dev.z0.instrumentation.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.z0.agent.core.record.Request;
import dev.z0.testing.TestAgent;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The type of a fact is what its row's column holds. */
class FactColumnTest {
    private static final String INSERT = "INSERT INTO facts (id, type, data) VALUES (?, ?, 'a, (?)')";

    private final TestAgent agent = Ruled.AGENT;
    private Connection connection;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        new Ruled(folder).write("{\"facts\": [{\"table\": \"facts\", \"type\": \"fact\", \"column\": \"type\"}]}");
        connection = DriverManager.getConnection("jdbc:h2:mem:");
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE facts (id INT, type VARCHAR(100), data VARCHAR(100))");
        }
        agent.clear();
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
    }

    private Map<String, Integer> facts(TestAgent.Work work) throws Exception {
        Request request = agent.request(work);
        return request.tally().facts();
    }

    @Test
    void aParameterOrATextIsTheType() throws Exception {
        assertEquals(Map.of("charge", 2, "payout", 1, "outcome", 1, "[redacted:email]", 1), facts(() -> {
            try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
                statement.setInt(1, 1);
                statement.setString(2, "charge");
                statement.executeUpdate();
                statement.executeUpdate();
                statement.setObject(2, "payout");
                statement.execute();
                statement.setString(2, "jane@acme.com");
                statement.execute();
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("insert into Facts (\"TYPE\", id) values ('outcome', 1)");
            }
        }));
    }

    @Test
    void aBatchOfOneTypeHasIt() throws Exception {
        assertEquals(Map.of("charge", 3, "fact", 2), facts(() -> {
            try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
                batch(statement, "charge", "charge", "charge");
                batch(statement, "charge", "payout");
            }
        }));
    }

    private static void batch(PreparedStatement statement, String... types) throws Exception {
        for (String type : types) {
            statement.setInt(1, 1);
            statement.setString(2, type);
            statement.addBatch();
        }
        statement.executeBatch();
    }

    @Test
    void whatIsNotPlainIsCountedAsWhatTheRuleSays() throws Exception {
        assertEquals(Map.of("fact", 4), facts(() -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO facts VALUES (1, 'charge', 'x')");
                statement.execute("INSERT INTO facts (id, type) VALUES (1, 'charge'), (2, 'payout')");
                statement.execute("INSERT INTO facts (id, type) SELECT 1, 'charge'");
                statement.execute("INSERT INTO facts (id, type) VALUES (1, UPPER('charge'))");
            }
        }));
    }
}
