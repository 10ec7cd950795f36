package dev.z0.smoke.servlet;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Tickets and their lines, in H2 or wherever {@code smoke.jdbc} points, through HikariCP. */
final class Database implements AutoCloseable {
    private static final String[] LOOKUPS = {
        "select title from ticket where id = ?",
        "select count(*) from ticket where id > ?",
        "select max(id) from ticket where id < ?"
    };
    private final HikariDataSource pool;

    Database() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(System.getProperty("smoke.jdbc", "jdbc:h2:mem:smoke"));
        if (config.getJdbcUrl().startsWith("jdbc:h2")) {
            config.setDriverClassName("org.h2.Driver");
        } else {
            config.setDriverClassName("org.postgresql.Driver");
        }
        config.setMaximumPoolSize(10);
        pool = new HikariDataSource(config);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists ticket");
            statement.execute("create table ticket (id int primary key, title varchar(100))");
            for (int i = 1; i <= 20; i++) {
                statement.execute("insert into ticket values (" + i + ", 'ticket " + i + "')");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs {@code count} statements that read, of three kinds in turn. */
    void query(int count) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            for (int i = 0; i < count; i++) {
                try (PreparedStatement statement = connection.prepareStatement(LOOKUPS[i % LOOKUPS.length])) {
                    statement.setInt(1, 1 + i);
                    try (ResultSet rows = statement.executeQuery()) {
                        rows.next();
                    }
                }
            }
        }
    }

    /** Reads {@code count} tickets with one statement for the list and one more for each of them. */
    void nPlusOne(int count) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement list = connection.createStatement()) {
            List<Integer> ids = new ArrayList<>();
            try (ResultSet rows = list.executeQuery("select id from ticket where id <= " + count)) {
                while (rows.next()) {
                    ids.add(rows.getInt(1));
                }
            }
            for (int id : ids) {
                try (Statement one = connection.createStatement();
                        ResultSet rows = one.executeQuery("select title from ticket where id = " + id)) {
                    rows.next();
                }
            }
        }
    }

    /** Changes {@code count} tickets in one batch, in one transaction. */
    void batch(int count) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement statement =
                    connection.prepareStatement("update ticket set title = ? where id = ?")) {
                for (int i = 1; i <= count; i++) {
                    statement.setString(1, "batched " + i);
                    statement.setInt(2, i);
                    statement.addBatch();
                }
                statement.executeBatch();
            }
            connection.commit();
        }
    }

    void bad() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeQuery("select secret from no_such_table where token = 'hush'");
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
