package dev.z0.instrumentation.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.jdbc.PoolGauges;
import dev.z0.agent.core.record.PoolWait;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.record.Tally;
import dev.z0.testing.TestAgent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What must hold for every connection pool. */
abstract class PoolSuite {
    static final String URL = "jdbc:h2:mem:pooled;DB_CLOSE_DELAY=-1";

    private final TestAgent agent = TestAgent.start(new JdbcConnections(), new JdbcStatements(), new ConnectionPools());
    private DataSource pool;

    abstract String kind();

    /** A pool of one connection of {@link #URL} for user sa, that checks it with SELECT 1 and gives up after so long. */
    abstract DataSource pool(Duration patience) throws Exception;

    void close(DataSource open) throws Exception {
        ((AutoCloseable) open).close();
    }

    @BeforeEach
    void open() throws Exception {
        pool = pool(Duration.ofSeconds(20));
        pool.getConnection().close();
        agent.clear();
    }

    @AfterEach
    void close() throws Exception {
        close(pool);
    }

    private List<PoolWait> waits() {
        return agent.spans().stream()
                .filter(PoolWait.class::isInstance)
                .map(PoolWait.class::cast)
                .toList();
    }

    @Test
    void statementsCountOnceAndThePoolsOwnNotAtAll() throws Exception {
        Tally tally = agent.request(() -> {
                    try (Connection connection = pool.getConnection();
                            PreparedStatement statement =
                                    connection.prepareStatement("SELECT x FROM SYSTEM_RANGE(1, 3)");
                            ResultSet results = statement.executeQuery()) {
                        while (results.next()) {
                            assertTrue(results.getInt(1) > 0);
                        }
                    }
                })
                .tally();
        assertEquals(1, tally.queries());
        assertEquals(3, tally.rowsRead());
        assertEquals("SELECT x FROM SYSTEM_RANGE(?, ?)", tally.slowest().text());
        assertTrue(tally.waitNanos() > 0);
        assertEquals(1, waits().size());
        assertEquals("z0." + kind() + ".pool.get_connection", waits().get(0).name());
    }

    @Test
    void waitingIsMeasured() throws Exception {
        CompletableFuture<Thread> asking = new CompletableFuture<>();
        Connection only = pool.getConnection();
        CompletableFuture<Tally> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return agent.request(() -> {
                            asking.complete(Thread.currentThread());
                            pool.getConnection().close();
                        })
                        .tally();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        Thread asks = asking.get();
        while (asks.getState() != Thread.State.WAITING && asks.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        long from = System.nanoTime();
        while (System.nanoTime() - from < 20_000_000) {
            Thread.onSpinWait();
        }
        only.close();
        assertTrue(waiting.get().waitNanos() > 1_000_000);
        assertTrue(waits().stream().anyMatch(SpanRecord::isWorthASpan));
    }

    @Test
    void exhaustionIsAFailure() throws Exception {
        close(pool);
        pool = pool(Duration.ofMillis(500));
        try (Connection only = firstConnection()) {
            assertFalse(only.isClosed());
            agent.clear();
            SQLException[] thrown = new SQLException[1];
            agent.request(() -> thrown[0] = assertThrows(SQLException.class, pool::getConnection));
            PoolWait wait = waits().get(0);
            assertSame(thrown[0], wait.failure());
            assertTrue(wait.isWorthASpan());
        }
    }

    /** On a busy machine the pool may not have made it in the little time that it has. */
    private Connection firstConnection() throws SQLException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            try {
                return pool.getConnection();
            } catch (SQLException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
            }
        }
    }

    @Test
    void tellsItsConnections() throws Exception {
        Map<String, Long> busy = new HashMap<>();
        try (Connection only = pool.getConnection()) {
            assertFalse(only.isClosed());
            PoolGauges.read((kind, state, value) -> busy.put(kind + ' ' + state, value));
        }
        assertEquals(1, busy.get(kind() + " active"));
        assertEquals(0, busy.get(kind() + " idle"));
    }
}
