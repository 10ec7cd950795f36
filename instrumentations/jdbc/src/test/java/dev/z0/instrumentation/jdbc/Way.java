package dev.z0.instrumentation.jdbc;

import com.p6spy.engine.spy.P6DataSource;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.Closeable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/** What stands between the application and the driver. */
enum Way {
    /** Nothing. */
    BARE {
        @Override
        Source open(TestDatabase database) {
            return new Source(
                    () -> DriverManager.getConnection(database.url(), database.user(), database.password()), () -> {});
        }
    },
    /** A pool. */
    POOLED {
        @Override
        Source open(TestDatabase database) {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(database.url());
            config.setUsername(database.user());
            config.setPassword(database.password());
            config.setMaximumPoolSize(2);
            HikariDataSource pool = new HikariDataSource(config);
            return new Source(pool::getConnection, pool);
        }
    },
    /** A wrapper with classes of its own, which nobody ever heard of. */
    WRAPPED {
        @Override
        Source open(TestDatabase database) {
            Source bare = BARE.open(database);
            DataSource spied = new P6DataSource(new PlainDataSource(bare));
            return new Source(spied::getConnection, () -> {});
        }
    },
    /** Two dynamic proxies around everything. */
    PROXIED {
        @Override
        Source open(TestDatabase database) {
            Source bare = BARE.open(database);
            return new Source(
                    () -> (Connection) proxy(proxy(bare.connection(), Connection.class), Connection.class), () -> {});
        }
    };

    private static final List<Class<?>> PROXIED_TYPES =
            List.of(CallableStatement.class, PreparedStatement.class, Statement.class, ResultSet.class);

    abstract Source open(TestDatabase database);

    private static Object proxy(Object target, Class<?> type) {
        return Proxy.newProxyInstance(Way.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            try {
                Object returned = method.invoke(target, arguments);
                for (Class<?> candidate : PROXIED_TYPES) {
                    if (candidate == method.getReturnType() && returned != null) {
                        return proxy(returned, candidate);
                    }
                }
                return returned;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    /** Where a test's connections come from. */
    record Source(Opening opening, Closeable whole) {
        Connection connection() throws SQLException {
            return opening.open();
        }
    }

    /** Opens a connection. */
    @FunctionalInterface
    interface Opening {
        Connection open() throws SQLException;
    }
}
