package dev.z0.smoke.servlet;

import static dev.z0.smoke.servlet.Pages.number;
import static dev.z0.smoke.servlet.Pages.text;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** The pages that query and call: {@code q} statements, {@code e} outgoing calls, as the query string says. */
final class Work implements AutoCloseable {
    private final Database database;
    private final Remote remote;
    private final ExecutorService executor = Executors.newFixedThreadPool(8);

    Work(Database database, Remote remote) {
        this.database = database;
        this.remote = remote;
    }

    void work(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        try {
            int queries = number(request, "q", 0);
            if (queries > 0) {
                database.query(queries);
            }
            for (int i = number(request, "e", 0); i > 0; i--) {
                remote.call("/ok", i);
            }
        } catch (SQLException e) {
            throw new ServletException(e);
        }
        text(response, "done");
    }

    void nPlusOne(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        try {
            database.nPlusOne(number(request, "n", 10));
        } catch (SQLException e) {
            throw new ServletException(e);
        }
        text(response, "many");
    }

    void batch(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        try {
            database.batch(number(request, "n", 5));
        } catch (SQLException e) {
            throw new ServletException(e);
        }
        text(response, "batched");
    }

    void insert(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        try {
            database.insert(number(request, "n", 1));
        } catch (SQLException e) {
            throw new ServletException(e);
        }
        text(response, "inserted");
    }

    void badQuery(HttpServletRequest request, HttpServletResponse response) throws ServletException {
        try {
            database.bad();
        } catch (SQLException e) {
            throw new ServletException("cannot read", e);
        }
    }

    /** A call that the other side fails, which this page survives. */
    void badCall(HttpServletRequest request, HttpServletResponse response) throws IOException {
        text(response, "status " + remote.call("/fail", number(request, "e", 1)));
    }

    /** A link of a chain: calls two pages of the next one. With {@code ?fail=2}, the second from here fails. */
    void hop(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        int fail = number(request, "fail", -1);
        if (fail == 0) {
            throw new IllegalStateException("the chain is broken");
        }
        try {
            database.query(1);
        } catch (SQLException e) {
            throw new ServletException(e);
        }
        remote.call("/ping", 1);
        int status = remote.call(fail < 0 ? "/hop" : "/hop?fail=" + (fail - 1), 2);
        response.setStatus(status < 400 ? 200 : 502);
        text(response, "next " + status);
    }

    /** {@code n} tasks on a pool, one statement each. */
    void fanOut(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        List<Future<?>> tasks = new ArrayList<>();
        for (int i = number(request, "n", 4); i > 0; i--) {
            tasks.add(executor.submit(() -> {
                database.query(1);
                return null;
            }));
        }
        try {
            for (Future<?> task : tasks) {
                task.get();
            }
        } catch (ExecutionException e) {
            throw new ServletException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        text(response, "fanned out");
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
