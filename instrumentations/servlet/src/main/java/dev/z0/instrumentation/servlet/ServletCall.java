package dev.z0.instrumentation.servlet;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.support.Failures;
import java.io.FileNotFoundException;
import javax.servlet.DispatcherType;
import javax.servlet.ServletRequest;
import javax.servlet.ServletRequestWrapper;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * One call of a filter or servlet, for whichever request it is part of. Its state is the request, where the thread worked
 * for that already, else the {@link Attachment} that says so from here on.
 */
final class ServletCall {
    private ServletCall() {}

    /** The call begins: inside its request, in a later thread of it, or as a new one. */
    static Object begin(HttpServletRequest servlet, Object response) {
        Request current = Request.currentRequest();
        if (current != null) {
            current.enterServlet();
            return current;
        }
        Request known =
                servlet.getDispatcherType() == DispatcherType.REQUEST ? null : Request.underway(innermost(servlet));
        if (known == null) {
            known = Request.start(servlet.getMethod(), servlet.getRequestURI(), new InboundHeaders(servlet));
            if (Z0.answersWithRequestId() && response instanceof HttpServletResponse) {
                ((HttpServletResponse) response).setHeader("X-Request-Id", known.requestId());
            }
        }
        known.enterServlet();
        return known.attach();
    }

    /** The request that the call is part of. */
    static Request request(Object state) {
        return (Request) (state instanceof Request ? state : ((Attachment) state).unit());
    }

    /** The call ends; and with the outermost one the request, unless it goes on elsewhere or the server ends it. */
    static void end(Object state, HttpServletRequest servlet, Object response, Throwable thrown, boolean knowsRoute) {
        Request request = request(state);
        request.leaveServlet(isNotFound(request, thrown) ? null : thrown);
        learnAfter(request, servlet, knowsRoute);
        if (state == request) {
            return;
        }
        ((Attachment) state).close();
        if (!request.isServedByServer() && !request.isAsync()) {
            finish(request, response, thrown);
        }
    }

    /** A servlet is about to be called: filters that know the user have been. */
    static void learnBefore(Request request, HttpServletRequest servlet) {
        try {
            Route.ofMapping(request, servlet);
            Route.beforeForward(request, servlet);
            Callers.note(request, servlet);
        } catch (RuntimeException e) {
            missed(request, e);
        }
    }

    private static void learnAfter(Request request, HttpServletRequest servlet, boolean knowsRoute) {
        try {
            if (knowsRoute) {
                Route.ofFramework(request, servlet);
            }
            Callers.note(request, servlet);
        } catch (RuntimeException e) {
            missed(request, e);
        }
    }

    /** An asynchronous request may be over before all its calls are, and the container's object for it recycled. */
    private static void missed(Request request, RuntimeException e) {
        if (!request.isAsync()) {
            Failures.note("servlet", e);
        }
    }

    /** How WebSphere and Open Liberty say that there is no such page: it is answered with a 404. */
    private static boolean isNotFound(Request request, Throwable thrown) {
        return thrown instanceof FileNotFoundException && !request.isServedByServer();
    }

    /** Ends a request that no server hook ends. */
    static void finish(Request request, Object response, Throwable thrown) {
        if (response instanceof HttpServletResponse) {
            HttpServletResponse http = (HttpServletResponse) response;
            // What escapes becomes a status in the container, later, unless something was sent before.
            boolean undecided = thrown != null && !http.isCommitted();
            request.status(undecided ? isNotFound(request, thrown) ? 404 : 500 : http.getStatus());
        }
        request.end();
    }

    /** The container's own request object, without the application's wrappers. */
    static ServletRequest innermost(ServletRequest request) {
        ServletRequest inner = request;
        while (inner instanceof ServletRequestWrapper) {
            inner = ((ServletRequestWrapper) inner).getRequest();
        }
        return inner;
    }

    private static final class InboundHeaders implements Request.Headers {
        private final HttpServletRequest request;

        InboundHeaders(HttpServletRequest request) {
            this.request = request;
        }

        @Override
        public String header(String name) {
            return request.getHeader(name);
        }

        @Override
        public String query() {
            return request.getQueryString();
        }
    }
}
