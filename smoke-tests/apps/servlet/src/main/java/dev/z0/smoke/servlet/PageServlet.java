package dev.z0.smoke.servlet;

import java.io.IOException;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** A page as a servlet: GET, HEAD and POST; the rest is refused as {@link HttpServlet} does. */
final class PageServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private final transient Page page;

    PageServlet(Page page) {
        this.page = page;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        page.answer(request, response);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        page.answer(request, response);
    }
}
