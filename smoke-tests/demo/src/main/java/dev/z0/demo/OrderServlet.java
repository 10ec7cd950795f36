package dev.z0.demo;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;

/** {@code GET /api/orders}, {@code GET /api/orders/7}, {@code POST /api/orders}. */
final class OrderServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private final transient Orders orders;
    private final transient Payments payments;

    OrderServlet(Orders orders, Payments payments) {
        this.orders = orders;
        this.payments = payments;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        try {
            if (request.getPathInfo() == null) {
                response.getWriter().println(orders.latest());
                return;
            }
            String customer =
                    orders.customer(Integer.parseInt(request.getPathInfo().substring(1)));
            if (customer == null) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            response.getWriter().println(customer);
        } catch (SQLException e) {
            throw new ServletException(e);
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        try {
            int id = orders.add(request.getParameter("customer"));
            payments.charge(id);
            orders.paid(id);
            response.setStatus(HttpServletResponse.SC_CREATED);
            response.getWriter().println(id);
        } catch (SQLException e) {
            throw new ServletException(e);
        }
    }
}
