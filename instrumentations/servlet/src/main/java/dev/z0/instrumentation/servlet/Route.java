package dev.z0.instrumentation.servlet;

import dev.z0.agent.core.record.Request;
import java.util.Collection;
import javax.servlet.DispatcherType;
import javax.servlet.ServletContext;
import javax.servlet.ServletRegistration;
import javax.servlet.http.HttpServletRequest;

/** Finds the pattern that a request matched: the framework's, else the servlet's mapping. */
final class Route {
    private static final String SPRING = "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";

    private Route() {}

    /** The mapping of the first servlet that got the request; what it forwards to says nothing of the route. */
    static void ofMapping(Request request, HttpServletRequest servlet) {
        if (!request.hasRoute() && servlet.getDispatcherType() == DispatcherType.REQUEST) {
            String pattern = mapping(servlet);
            if (pattern != null) {
                request.mapping(context(servlet) + pattern);
            }
        }
    }

    /** The pattern of the handler that the framework chose. */
    static void ofFramework(Request request, HttpServletRequest servlet) {
        Object pattern = servlet.getAttribute(SPRING);
        if (pattern != null && servlet.getDispatcherType() != DispatcherType.ERROR) {
            String text = pattern.toString();
            String servletPath = servlet.getPathInfo() == null ? "" : servlet.getServletPath();
            request.route(context(servlet) + (servletPath == null ? "" : servletPath) + text);
        }
    }

    private static String context(HttpServletRequest servlet) {
        String context = servlet.getContextPath();
        return context == null ? "" : context;
    }

    /**
     * The pattern of {@code web.xml} or an annotation. Servlet 4 would tell it, but asking costs an object a request and
     * isn't there in Servlet 3; the servlet path and the path info tell which kind of pattern it was.
     */
    private static String mapping(HttpServletRequest servlet) {
        String path = servlet.getServletPath();
        if (path == null) {
            return null;
        }
        if (servlet.getPathInfo() != null) {
            return path + "/*";
        }
        int dot = path.lastIndexOf('.');
        if (dot > path.lastIndexOf('/') && isMapped(servlet, "*" + path.substring(dot))) {
            return "*" + path.substring(dot);
        }
        return isMapped(servlet, path) ? path : "/*";
    }

    private static boolean isMapped(HttpServletRequest servlet, String pattern) {
        ServletContext context = servlet.getServletContext();
        if (context == null) {
            return false;
        }
        for (ServletRegistration registration :
                context.getServletRegistrations().values()) {
            Collection<String> mappings = registration.getMappings();
            if (mappings != null && mappings.contains(pattern)) {
                return true;
            }
        }
        return false;
    }
}
