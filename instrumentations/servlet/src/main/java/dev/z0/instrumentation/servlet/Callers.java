package dev.z0.instrumentation.servlet;

import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.who.Clues;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpSession;

/** Notes whom a request came from, while the container still knows. */
final class Callers {
    private Callers() {}

    static void note(Request request, HttpServletRequest servlet) {
        if (request.client() == null) {
            request.client(servlet.getRemoteAddr());
        }
        request.identity().look(new ServletClues(servlet));
    }

    /**
     * Reads only: no session is made, and no parameter asked for, which would read the body. Path and query are known since
     * the request came in; here they may be those of a forward inside the application.
     */
    private static final class ServletClues extends Clues {
        private final HttpServletRequest servlet;

        ServletClues(HttpServletRequest servlet) {
            this.servlet = servlet;
        }

        @Override
        public String header(String name) {
            return servlet.getHeader(name);
        }

        @Override
        public String host() {
            return servlet.getServerName();
        }

        @Override
        public String principal() {
            return servlet.getRemoteUser();
        }

        @Override
        public String session() {
            HttpSession session = servlet.getSession(false);
            return session == null ? null : session.getId();
        }

        @Override
        public Object session(String attribute) {
            HttpSession session = servlet.getSession(false);
            return session == null ? null : session.getAttribute(attribute);
        }
    }
}
