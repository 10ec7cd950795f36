package dev.z0.instrumentation.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.z0.agent.core.record.PoolWait;
import dev.z0.agent.core.record.Query;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.record.Tally;
import dev.z0.testing.TestAgent;
import java.sql.BatchUpdateException;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What must hold for every driver, whatever stands before it. */
@ParameterizedClass
@EnumSource(Way.class)
abstract class JdbcSuite {
    private static final String BY_ID = "SELECT name FROM item WHERE id = ?";

    @Parameter
    Way way;

    private final TestAgent agent = TestAgent.start(new JdbcConnections(), new JdbcStatements(), new ConnectionPools());
    private TestDatabase database;
    private Way.Source source;
    private Connection connection;

    abstract TestDatabase database() throws Exception;

    @BeforeEach
    void open() throws Exception {
        database = database();
        source = way.open(database);
        connection = source.connection();
        try (Statement statement = connection.createStatement()) {
            drop(statement, "item");
            drop(statement, "numbered");
            statement.execute("CREATE TABLE item (id INT NOT NULL PRIMARY KEY, name VARCHAR(40), qty INT)");
            statement.execute("CREATE TABLE numbered (id " + database.generatedKey() + ", name VARCHAR(40))");
            for (int id = 1; id <= 5; id++) {
                statement.execute("INSERT INTO item VALUES (" + id + ", 'n" + id + "', 1)");
            }
        }
        agent.clear();
    }

    private static void drop(Statement statement, String table) {
        try {
            statement.execute("DROP TABLE " + table);
        } catch (SQLException e) {
            // It was not there.
        }
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
        source.whole().close();
        assertEquals(Map.of(), dev.z0.agent.core.support.Failures.counts());
    }

    private Tally tally(TestAgent.Work work) throws Exception {
        return agent.request(work).tally();
    }

    private List<Query> queries() {
        List<Query> queries = new ArrayList<>();
        for (SpanRecord span : agent.spans()) {
            if (span instanceof Query query) {
                queries.add(query);
            }
        }
        return queries;
    }

    private static int drain(ResultSet results) throws SQLException {
        int rows = 0;
        while (results.next()) {
            rows++;
        }
        return rows;
    }

    @Test
    void everyFormCountsOnce() throws Exception {
        Map<String, TestAgent.Work> forms = new LinkedHashMap<>();
        String select = "SELECT * FROM item";
        String update = "UPDATE item SET qty = 2 WHERE id = 1";
        Statement plain = connection.createStatement();
        PreparedStatement query = connection.prepareStatement(select);
        PreparedStatement change = connection.prepareStatement(update);
        forms.put("executeQuery(sql)", () -> plain.executeQuery(select).close());
        forms.put("execute(select)", () -> plain.execute(select));
        forms.put("execute(update)", () -> plain.execute(update));
        forms.put("executeUpdate(sql)", () -> plain.executeUpdate(update));
        forms.put("executeQuery()", () -> query.executeQuery().close());
        forms.put("execute() of select", query::execute);
        forms.put("execute() of update", change::execute);
        forms.put("executeUpdate()", change::executeUpdate);
        forms.put("executeLargeUpdate(sql)", () -> plain.executeLargeUpdate(update));
        forms.put("executeLargeUpdate()", change::executeLargeUpdate);
        forms.put("execute(sql, keys)", () -> plain.execute(update, Statement.NO_GENERATED_KEYS));
        forms.put("executeUpdate(sql, keys)", () -> plain.executeUpdate(update, Statement.NO_GENERATED_KEYS));
        Map<String, Integer> expected = new LinkedHashMap<>();
        Map<String, Integer> counted = new LinkedHashMap<>();
        for (Map.Entry<String, TestAgent.Work> form : forms.entrySet()) {
            if (!works(form.getValue())) {
                continue;
            }
            expected.put(form.getKey(), 1);
            counted.put(form.getKey(), tally(form.getValue()).queries());
        }
        assertEquals(expected, counted);
        assertTrue(counted.size() >= 8, counted.toString());
        plain.close();
        query.close();
        change.close();
    }

    /** Not every driver, nor every wrapper, has all forms. */
    private static boolean works(TestAgent.Work form) {
        try {
            form.run();
            return true;
        } catch (Exception e) {
            return false;
        }
    }

    @Test
    void preparesInEveryForm() throws Exception {
        List<PreparedStatement> prepared = new ArrayList<>();
        prepared.add(connection.prepareStatement(BY_ID));
        prepared.add(connection.prepareStatement(BY_ID, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY));
        prepared.add(connection.prepareStatement(BY_ID, Statement.NO_GENERATED_KEYS));
        for (PreparedStatement statement : prepared) {
            statement.setInt(1, 3);
            Tally tally = tally(() -> drain(statement.executeQuery()));
            assertEquals(1, tally.queries());
            assertEquals(1, tally.rowsRead());
            statement.close();
        }
    }

    @Test
    void namesWhatRanAndWhere() throws Exception {
        try (PreparedStatement statement = connection.prepareStatement(BY_ID)) {
            statement.setInt(1, 2);
            Tally tally = tally(() -> statement.executeQuery().close());
            assertEquals(BY_ID, tally.slowest().text());
            assertTrue(tally.databaseNanos() > 0);
        }
        Query query = queries().get(0);
        assertEquals("z0." + database.system() + ".query.item_by_id", query.name());
        assertEquals(database.system(), query.database().system());
        assertEquals(database.namespace(), query.database().namespace());
    }

    @Test
    void literalsAreNotKept() throws Exception {
        Tally tally = tally(() -> {
            try (Statement statement = connection.createStatement()) {
                for (int i = 0; i < 1_000; i++) {
                    statement
                            .executeQuery("SELECT name FROM item WHERE name = 'secret" + i + "'")
                            .close();
                }
            }
        });
        assertEquals(1_000, tally.queries());
        assertEquals(1, tally.statements().size());
        Tally.Repeated only = tally.statements().iterator().next();
        assertEquals(1_000, only.count());
        assertFalse(only.statement().text().contains("secret"));
    }

    @Test
    void repeatedStatementsAreOneSignature() throws Exception {
        Tally tally = tally(() -> {
            for (int id = 1; id <= 5; id++) {
                try (PreparedStatement statement = connection.prepareStatement(BY_ID)) {
                    statement.setInt(1, id);
                    drain(statement.executeQuery());
                }
            }
        });
        assertEquals(5, tally.statements().iterator().next().count());
        assertEquals(5, tally.rowsRead());
    }

    @Test
    void countsRowsReadAlsoAmongNestedQueries() throws Exception {
        Tally tally = tally(() -> {
            try (Statement outer = connection.createStatement();
                    ResultSet ids = outer.executeQuery("SELECT id FROM item ORDER BY id");
                    PreparedStatement inner = connection.prepareStatement(BY_ID)) {
                while (ids.next()) {
                    for (int times = 0; times < 20; times++) {
                        inner.setInt(1, ids.getInt(1));
                        try (ResultSet names = inner.executeQuery()) {
                            assertEquals(1, drain(names));
                        }
                    }
                }
            }
        });
        assertEquals(101, tally.queries());
        assertEquals(5 + 100, tally.rowsRead());
    }

    @Test
    void countsRowsReadByAnotherThread() throws Exception {
        Tally tally = tally(() -> {
            try (Statement statement = connection.createStatement();
                    ResultSet results = statement.executeQuery("SELECT id FROM item")) {
                CompletableFuture.runAsync(() -> {
                            try {
                                drain(results);
                            } catch (SQLException e) {
                                throw new IllegalStateException(e);
                            }
                        })
                        .join();
            }
        });
        assertEquals(5, tally.rowsRead());
    }

    @Test
    void countsRowsOfStreamedResults() throws Exception {
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO item VALUES (?, 'x', 0)")) {
            for (int id = 100; id < 600; id++) {
                insert.setInt(1, id);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        Tally tally = tally(() -> {
            try (PreparedStatement statement = connection.prepareStatement("SELECT id, name FROM item")) {
                statement.setFetchSize(50);
                try (ResultSet results = statement.executeQuery()) {
                    assertEquals(505, drain(results));
                }
            }
        });
        connection.commit();
        connection.setAutoCommit(true);
        assertEquals(505, tally.rowsRead());
        assertEquals(1, tally.queries());
    }

    @Test
    void countsRowsTouched() throws Exception {
        assertEquals(5, tally(() -> executeUpdate("UPDATE item SET qty = 3")).rowsTouched());
        assertEquals(
                2, tally(() -> executeUpdate("DELETE FROM item WHERE id > 3")).rowsTouched());
        assertEquals(
                0,
                tally(() -> executeUpdate("UPDATE item SET qty = 3 WHERE id = 99"))
                        .rowsTouched());
    }

    private void executeUpdate(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Test
    void countsRowsTouchedWhereTheApplicationAsksLater() throws Exception {
        try (PreparedStatement statement = connection.prepareStatement("UPDATE item SET qty = 9 WHERE id <= 3")) {
            Tally tally = tally(() -> {
                assertFalse(statement.execute());
                assertEquals(3, statement.getUpdateCount());
            });
            assertEquals(3, tally.rowsTouched());
        }
    }

    @Test
    void countsRowsTouchedWhereTheApplicationNeverAsks() throws Exception {
        long known = database.answersUpdateCountAgain() ? 3 : 0;
        try (PreparedStatement statement = connection.prepareStatement("UPDATE item SET qty = 9 WHERE id <= 3")) {
            assertEquals(known, tally(() -> assertFalse(statement.execute())).rowsTouched());
            assertEquals(known, tally(() -> assertFalse(statement.execute())).rowsTouched());
            assertEquals(3, statement.getUpdateCount(), "for the application");
            assertFalse(statement.getMoreResults());
            assertEquals(-1, statement.getUpdateCount(), "no further outcome");
        }
        try (Statement statement = connection.createStatement()) {
            Tally tally = tally(() -> {
                assertFalse(statement.execute("UPDATE item SET qty = 8 WHERE id = 99"));
                assertEquals(0, statement.getUpdateCount());
                assertFalse(statement.execute("DELETE FROM item WHERE id <= 3"));
            });
            assertEquals(known, tally.rowsTouched());
            assertEquals(3, statement.getUpdateCount());
        }
    }

    @Test
    void countsRowsOfResultsAskedForLater() throws Exception {
        try (Statement statement = connection.createStatement()) {
            Tally tally = tally(() -> {
                assertTrue(statement.execute("SELECT id FROM item"));
                try (ResultSet results = statement.getResultSet()) {
                    drain(results);
                }
            });
            assertEquals(5, tally.rowsRead());
            assertEquals(1, tally.queries());
        }
    }

    @Test
    void countsEveryResultOfOneStatement() throws Exception {
        assumeTrue(database.twoResults() != null);
        try (Statement statement = connection.createStatement()) {
            Tally tally = tally(() -> {
                assertTrue(statement.execute(database.twoResults()));
                drain(statement.getResultSet());
                assertFalse(statement.getMoreResults());
                assertEquals(1, statement.getUpdateCount());
                assertTrue(statement.getMoreResults());
                drain(statement.getResultSet());
            });
            assertEquals(1, tally.queries());
            assertEquals(7, tally.rowsRead());
            assertEquals(1, tally.rowsTouched());
        }
    }

    @Test
    void aBatchCountsEachOfItsStatements() throws Exception {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO item VALUES (?, ?, 1)")) {
            Tally tally = tally(() -> {
                addBatch(statement, 10, 11, 12);
                assertEquals(3, statement.executeBatch().length);
            });
            assertEquals(3, tally.queries());
            assertEquals(3, tally.rowsTouched());
            assertEquals(1, tally.statements().iterator().next().count());
            assertEquals(
                    2,
                    tally(() -> {
                                addBatch(statement, 13, 14);
                                statement.executeBatch();
                            })
                            .queries());
        }
        assertEquals(3, queries().get(0).count());
    }

    @Test
    void aBatchOfPlainStatementsCountsEach() throws Exception {
        try (Statement statement = connection.createStatement()) {
            Tally tally = tally(() -> {
                statement.addBatch("DELETE FROM item WHERE id = 1");
                statement.clearBatch();
                statement.addBatch("UPDATE item SET qty = 4 WHERE id = 2");
                statement.addBatch("UPDATE item SET qty = 5");
                statement.executeBatch();
            });
            assertEquals(2, tally.queries());
            assertEquals(6, tally.rowsTouched());
        }
        assertEquals("UPDATE", queries().get(0).statement().operation());
    }

    private static void addBatch(PreparedStatement statement, int... ids) throws SQLException {
        for (int id : ids) {
            statement.setInt(1, id);
            statement.setString(2, "b");
            statement.addBatch();
        }
    }

    @Test
    void aFailedBatchLeavesNothingBehind() throws Exception {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO item VALUES (?, ?, 1)")) {
            Tally failed = tally(() -> {
                addBatch(statement, 20, 1, 21);
                assertThrows(SQLException.class, statement::executeBatch);
            });
            assertEquals(3, failed.queries());
            Throwable failure = queries().get(0).failure();
            assertTrue(failure instanceof BatchUpdateException || failure instanceof SQLException);
            statement.clearBatch();
            Tally next = tally(() -> {
                addBatch(statement, 30, 31);
                statement.executeBatch();
            });
            assertEquals(2, next.queries());
            assertEquals(2, next.rowsTouched());
        }
    }

    @Test
    void aFailingStatementCountsAndReachesTheApplicationUnchanged() throws Exception {
        SQLException[] seen = new SQLException[1];
        Tally tally = tally(() -> {
            try (PreparedStatement statement = connection.prepareStatement("INSERT INTO item VALUES (?, 'twice', 1)")) {
                statement.setInt(1, 1);
                seen[0] = assertThrows(SQLException.class, statement::executeUpdate);
            }
        });
        assertEquals(1, tally.queries());
        Query query = queries().get(0);
        assertTrue(query.failed());
        assertEquals(seen[0].getMessage(), query.failure().getMessage());
        if (database.tellsState()) {
            assertEquals("23", ((SQLException) query.failure()).getSQLState().substring(0, 2));
        }
    }

    @Test
    void aStatementThatIsWrongCountsAsFailedOnce() throws Exception {
        Tally prepared = tally(() -> assertThrows(SQLException.class, () -> {
            try (PreparedStatement statement = connection.prepareStatement("SELECT nothing FROM nowhere")) {
                statement.executeQuery();
            }
        }));
        assertEquals(1, prepared.queries());
        assertEquals(1, queries().stream().filter(SpanRecord::failed).count());
        Tally plain = tally(() -> assertThrows(SQLException.class, () -> executeUpdate("UPDATE nowhere SET a = 1")));
        assertEquals(1, plain.queries());
        assertEquals(2, queries().stream().filter(SpanRecord::failed).count());
    }

    @Test
    void theEndsOfTransactionsTakeTimeButAreNoStatements() throws Exception {
        connection.setAutoCommit(false);
        agent.clear();
        Tally tally = tally(() -> {
            executeUpdate("UPDATE item SET qty = 0");
            connection.commit();
            executeUpdate("DELETE FROM item");
            connection.rollback();
        });
        connection.setAutoCommit(true);
        assertEquals(2, tally.queries());
        List<String> names = queries().stream().map(Query::name).toList();
        String database = "z0." + this.database.system();
        assertTrue(names.contains(database + ".tx.commit"), names.toString());
        assertTrue(names.contains(database + ".tx.rollback"), names.toString());
        assertEquals(4, names.size(), names.toString());
    }

    @Test
    void generatedKeysAreNoQuery() throws Exception {
        Tally tally = tally(() -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "INSERT INTO numbered (name) VALUES ('a')", Statement.RETURN_GENERATED_KEYS)) {
                statement.executeUpdate();
                try (ResultSet keys = statement.getGeneratedKeys()) {
                    assertTrue(keys.next());
                    assertTrue(keys.getInt(1) >= 0);
                }
            }
        });
        assertEquals(1, tally.queries());
        assertEquals(1, tally.rowsTouched());
        assertEquals(0, tally.rowsRead());
    }

    @Test
    void callsCountOnce() throws Exception {
        assumeTrue(database.call() != null);
        Tally tally = tally(() -> {
            try (CallableStatement call = connection.prepareCall(database.call())) {
                call.setInt(1, 0);
                call.execute();
            }
        });
        assertEquals(1, tally.queries());
    }

    @Test
    void aStatementWorksForWhoeverExecutesIt() throws Exception {
        PreparedStatement[] cached = new PreparedStatement[1];
        Request first = agent.request(() -> cached[0] = connection.prepareStatement(BY_ID));
        assertEquals(0, first.tally().queries());
        for (int id = 1; id <= 2; id++) {
            cached[0].setInt(1, id);
            Request next = agent.request(() -> drain(cached[0].executeQuery()));
            assertEquals(1, next.tally().queries());
            assertEquals(1, next.tally().rowsRead());
        }
        assertSame(queries().get(0).statement(), queries().get(1).statement());
        cached[0].close();
    }

    @Test
    void whatOtherThreadsMadeCountsOnceToo() throws Exception {
        PreparedStatement statement = CompletableFuture.supplyAsync(() -> {
                    try {
                        return connection.prepareStatement(BY_ID);
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .join();
        statement.setInt(1, 1);
        assertEquals(1, tally(() -> statement.executeQuery().close()).queries());
        statement.close();
    }

    @Test
    void whatRunsOutsideAnyRequestIsRecordedToo() throws Exception {
        executeUpdate("UPDATE item SET qty = 1");
        Query query = queries().get(0);
        assertNull(query.enclosing());
        assertEquals(5, query.rowsTouched());
        assertNotNull(query.trace());
    }

    @Test
    void checkingAConnectionIsNoQuery() throws Exception {
        assertEquals(0, tally(() -> assertTrue(connection.isValid(5))).queries());
    }

    @Test
    void waitingForAPooledConnectionIsMeasured() throws Exception {
        Tally tally = tally(() -> source.connection().close());
        assertEquals(0, tally.queries());
        if (way == Way.POOLED) {
            assertTrue(tally.waitNanos() > 0);
            assertEquals(
                    1, agent.spans().stream().filter(PoolWait.class::isInstance).count());
        } else {
            assertEquals(0, tally.waitNanos());
        }
    }
}
