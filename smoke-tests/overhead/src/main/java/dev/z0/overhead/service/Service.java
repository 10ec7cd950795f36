package dev.z0.overhead.service;

import com.sun.management.ThreadMXBean;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/**
 * The measured service: embedded Tomcat. {@code /work} makes three queries and two outgoing calls, {@code /empty} nothing,
 * and {@code /allocated} tells what all threads have allocated so far.
 */
public final class Service {
    private Service() {}

    /** Arguments: the port to listen on, and the address that outgoing calls go to. */
    public static void main(String[] args) throws Exception {
        DataSource database = database();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        URI remote = URI.create(args[1]);

        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(System.getProperty("java.io.tmpdir"));
        Connector connector = new Connector();
        connector.setPort(Integer.parseInt(args[0]));
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("maxKeepAliveRequests", "-1");
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", new File(System.getProperty("java.io.tmpdir")).getAbsolutePath());
        page(context, "/empty", () -> "empty");
        page(context, "/work", () -> work(database, client, remote));
        page(context, "/allocated", Service::allocated);
        tomcat.start();
        tomcat.getServer().await();
    }

    private interface Page {
        String answer() throws Exception;
    }

    private static void page(Context context, String path, Page page) {
        Tomcat.addServlet(context, path, new HttpServlet() {
            private static final long serialVersionUID = 1;

            @Override
            protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
                try {
                    byte[] body = page.answer().getBytes(StandardCharsets.UTF_8);
                    response.setContentLength(body.length);
                    response.getOutputStream().write(body);
                } catch (Exception e) {
                    throw new IOException(e);
                }
            }
        });
        context.addServletMappingDecoded(path, path);
    }

    private static DataSource database() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:mem:overhead;DB_CLOSE_DELAY=-1");
        HikariDataSource source = new HikariDataSource(config);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table part (id int primary key, kind int, price int)");
            statement.execute("create index part_kind on part(kind)");
            statement.execute("insert into part select x, mod(x, 50), x * 3 from system_range(1, 1000)");
        }
        return source;
    }

    private static String work(DataSource database, HttpClient client, URI remote) throws Exception {
        int id = ThreadLocalRandom.current().nextInt(1000) + 1;
        int sum;
        try (Connection connection = database.getConnection()) {
            int kind = ask(connection, "select kind from part where id = ?", id);
            sum = ask(connection, "select count(*) from part where kind = ?", kind);
            sum += ask(connection, "select max(price) from part where kind = ?", kind);
        }
        sum += client.send(HttpRequest.newBuilder(remote).build(), HttpResponse.BodyHandlers.ofString())
                .body()
                .length();
        HttpURLConnection connection = (HttpURLConnection) remote.toURL().openConnection();
        try (InputStream body = connection.getInputStream()) {
            sum += body.readAllBytes().length;
        }
        return Integer.toString(sum);
    }

    private static int ask(Connection connection, String sql, int argument) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, argument);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? result.getInt(1) : 0;
            }
        }
    }

    private static String allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            sum += Math.max(bytes, 0);
        }
        return Long.toString(sum);
    }
}
