package dev.z0.instrumentation.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.z0.testing.TestAgent;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What an application could notice of being watched. */
class TracesTest {
    private static final String URL = "jdbc:h2:mem:traces;DB_CLOSE_DELAY=-1";

    private final TestAgent agent = TestAgent.start(new JdbcConnections(), new JdbcStatements(), new ConnectionPools());

    /** An implementation of everything in java.sql that notes what it is asked. */
    private static final class Recorder {
        final List<String> calls = new ArrayList<>();

        <T> T of(Class<T> type) {
            return type.cast(Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                        calls.add(method.getName());
                        Class<?> returned = method.getReturnType();
                        if (returned == boolean.class) {
                            return false;
                        }
                        return returned.isInterface() ? of(returned) : null;
                    }));
        }
    }

    @Test
    void nothingIsAskedOfTheApplicationsObjects() throws Exception {
        Recorder recorder = new Recorder();
        agent.request(() -> {
            Connection connection = recorder.of(Connection.class);
            PreparedStatement statement = connection.prepareStatement("SELECT 1");
            ResultSet results = statement.executeQuery();
            results.next();
            results.close();
            statement.close();
            connection.commit();
            connection.close();
        });
        assertEquals(
                List.of("prepareStatement", "executeQuery", "next", "close", "close", "commit", "close"),
                recorder.calls);
    }

    @Test
    void theDriversObjectsAreWhatTheApplicationGets() throws Exception {
        try (Connection connection = DriverManager.getConnection(URL);
                PreparedStatement statement = connection.prepareStatement("SELECT 1");
                ResultSet results = statement.executeQuery()) {
            assertEquals("org.h2.jdbc.JdbcConnection", connection.getClass().getName());
            assertEquals(
                    "org.h2.jdbc.JdbcPreparedStatement", statement.getClass().getName());
            assertSame(statement, results.getStatement());
        }
    }

    @Test
    void whatTheApplicationDropsIsCollected() throws Exception {
        List<WeakReference<Object>> dropped = new ArrayList<>();
        agent.request(() -> useAndDrop(dropped));
        agent.clear();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        for (WeakReference<Object> reference : dropped) {
            while (reference.get() != null && System.nanoTime() < end) {
                System.gc();
            }
            assertNull(reference.get());
        }
    }

    /** Closes nothing, and reads a result by half. */
    private static void useAndDrop(List<WeakReference<Object>> dropped) throws Exception {
        Connection connection = DriverManager.getConnection(URL);
        PreparedStatement statement = connection.prepareStatement("SELECT x FROM SYSTEM_RANGE(1, 10)");
        ResultSet results = statement.executeQuery();
        results.next();
        dropped.add(new WeakReference<>(connection));
        dropped.add(new WeakReference<>(statement));
        dropped.add(new WeakReference<>(results));
    }
}
