package dev.z0.demo;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Orders and their lines. */
final class Orders {
    private final DataSource pool;

    Orders() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1");
        pool = new HikariDataSource(config);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table orders (id int generated always as identity primary key,"
                    + " customer varchar(60), paid boolean default false)");
            statement.execute("create table order_lines (order_id int, article varchar(60))");
            statement.execute("insert into orders (customer) select 'customer ' || x from system_range(1, 12)");
            statement.execute("insert into order_lines select id, 'article ' || id from orders");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    int add(String customer) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into orders (customer) values (?)", Statement.RETURN_GENERATED_KEYS)) {
            insert.setString(1, customer);
            insert.executeUpdate();
            try (ResultSet keys = insert.getGeneratedKeys()) {
                keys.next();
                return keys.getInt(1);
            }
        }
    }

    void paid(int id) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement update = connection.prepareStatement("update orders set paid = true where id = ?")) {
            update.setInt(1, id);
            update.executeUpdate();
        }
    }

    /** The customer of an order, null for none. */
    String customer(int id) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement select = connection.prepareStatement("select customer from orders where id = ?")) {
            select.setInt(1, id);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }

    /** The latest orders with their articles: one statement for the list, and (a common mistake) one more for each. */
    List<String> latest() throws SQLException {
        List<String> orders = new ArrayList<>();
        try (Connection connection = pool.getConnection();
                PreparedStatement list =
                        connection.prepareStatement("select id from orders order by id desc limit 10");
                PreparedStatement lines =
                        connection.prepareStatement("select article from order_lines where order_id = ?");
                ResultSet rows = list.executeQuery()) {
            while (rows.next()) {
                lines.setInt(1, rows.getInt(1));
                try (ResultSet articles = lines.executeQuery()) {
                    orders.add(rows.getInt(1) + (articles.next() ? " " + articles.getString(1) : ""));
                }
            }
        }
        return orders;
    }

    /** A report that reads far more than it should. */
    long report() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select count(*) from orders o, system_range(1, 200000) r where mod(o.id + r.x, 7) = 3")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Gives up orders that were never paid, but for the latest, and returns how many. */
    int removeUnpaid() throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement delete = connection.prepareStatement(
                        "delete from orders where not paid and id < (select max(id) - ? from orders)")) {
            delete.setInt(1, 20);
            return delete.executeUpdate();
        }
    }
}
