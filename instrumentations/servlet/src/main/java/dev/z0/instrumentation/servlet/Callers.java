package dev.z0.instrumentation.servlet;

import dev.z0.agent.core.record.Request;
import javax.servlet.http.HttpServletRequest;

/** Notes whom a request came from, while the container still knows. */
final class Callers {
    private Callers() {}

    static void note(Request request, HttpServletRequest servlet) {
        if (request.client() == null) {
            request.client(servlet.getRemoteAddr());
        }
        if (request.user() == null) {
            request.user(servlet.getRemoteUser());
        }
    }
}
