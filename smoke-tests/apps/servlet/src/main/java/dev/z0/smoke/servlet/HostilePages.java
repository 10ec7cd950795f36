package dev.z0.smoke.servlet;

import static dev.z0.smoke.servlet.Pages.text;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Pages under {@code /hostile/}: everything that an agent may ask there throws. They are this filter's work, too. */
final class HostilePages implements Filter {
    private final HostileDriver driver = new HostileDriver();
    private final ExecutorService executor = Executors.newFixedThreadPool(2);

    @Override
    public void init(FilterConfig config) {}

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter((ServletRequest) Hostile.of(request), (ServletResponse) Hostile.of(response));
    }

    @Override
    public void destroy() {
        executor.shutdownNow();
    }

    /** How often something was thrown at an agent. */
    void thrown(HttpServletRequest request, HttpServletResponse response) throws IOException {
        text(response, String.valueOf(Hostile.thrown()));
    }

    void header(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("X-Page", request.getRequestURI() + " for " + request.getHeader("User-Agent"));
        response.reset();
        response.addHeader("X-Again", String.valueOf(request.getUserPrincipal()));
        text(response, request.getMethod() + " " + request.getServletPath());
    }

    void query(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        StringBuilder answer = new StringBuilder();
        try (Connection connection = driver.connect(HostileDriver.PREFIX + "jdbc:h2:mem:hostile", new Properties());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("create table if not exists t (id int primary key)");
            statement.executeUpdate("merge into t values (1)");
            try (PreparedStatement add = connection.prepareStatement("merge into t values (?)")) {
                for (int i = 2; i < 5; i++) {
                    add.setInt(1, i);
                    add.addBatch();
                }
                answer.append(add.executeBatch().length).append(' ');
            }
            connection.commit();
            try (ResultSet rows = statement.executeQuery("select id from t order by id")) {
                while (rows.next()) {
                    answer.append(rows.getInt(1)).append(' ');
                }
            }
            connection.rollback();
            statement.executeQuery("select nothing");
        } catch (SQLException e) {
            answer.append(e.getErrorCode());
        }
        text(response, answer.toString());
    }

    @SuppressWarnings("unchecked")
    void task(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        Callable<String> task = () -> "from a task";
        try {
            String answer = executor.submit((Callable<String>) Hostile.of(task)).get();
            text(response, answer);
            executor.submit((Runnable) Hostile.of((Runnable) () -> {
                        throw new Hostile.Thrown(null);
                    }))
                    .get();
        } catch (ExecutionException e) {
            text(response, " and " + e.getCause().getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void exception(HttpServletRequest request, HttpServletResponse response) {
        throw new Hostile.Thrown(new Hostile.Thrown(null));
    }

    /** Uses up the stack in the midst of statements, wherever that may be. */
    void deep(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:hostile");
                Statement statement = connection.createStatement()) {
            try {
                deeper(statement);
            } catch (StackOverflowError e) {
                text(response, "no deeper");
            }
        } catch (SQLException e) {
            throw new ServletException(e);
        }
    }

    private static int deeper(Statement statement) throws SQLException {
        statement.getUpdateCount();
        return 1 + deeper(statement);
    }
}
