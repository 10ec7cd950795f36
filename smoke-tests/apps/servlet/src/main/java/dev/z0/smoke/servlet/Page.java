package dev.z0.smoke.servlet;

import java.io.IOException;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** What one servlet answers. */
interface Page {
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException;
}
