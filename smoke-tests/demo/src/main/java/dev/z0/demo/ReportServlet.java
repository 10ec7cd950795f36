package dev.z0.demo;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;

/** {@code GET /api/report}: slow. */
final class ReportServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private final transient Orders orders;

    ReportServlet(Orders orders) {
        this.orders = orders;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        try {
            response.getWriter().println(orders.report());
        } catch (SQLException e) {
            throw new ServletException(e);
        }
    }
}
