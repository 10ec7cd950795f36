package dev.z0.instrumentation.servlet;

import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.support.WeakMap;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.servlet.DispatcherType;
import javax.servlet.ServletContext;
import javax.servlet.ServletRegistration;
import javax.servlet.http.HttpServletRequest;

/** Finds the pattern that a request matched: the framework's, else the servlet's mapping. */
final class Route {
    private static final String SPRING = "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";

    private static final int MOST_PATHS = 1_000;

    /** What was found, for each application; gone with it. */
    private static final WeakMap<ServletContext, Map<String, String>> PATTERNS = new WeakMap<>(1_000);

    private Route() {}

    /** The mapping of the first servlet that got the request; what it forwards to says nothing of the route. */
    static void ofMapping(Request request, HttpServletRequest servlet) {
        if (!request.hasRoute() && servlet.getDispatcherType() == DispatcherType.REQUEST) {
            String pattern = mapping(servlet);
            if (pattern != null) {
                request.mapping(pattern);
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

    /** The pattern of {@code web.xml} or an annotation, found once for each servlet path. */
    private static String mapping(HttpServletRequest servlet) {
        String path = servlet.getServletPath();
        ServletContext context = servlet.getServletContext();
        if (path == null || context == null) {
            return null;
        }
        if (servlet.getPathInfo() != null) {
            path += "/*";
        }
        Map<String, String> known = PATTERNS.get(context);
        if (known == null) {
            known = new ConcurrentHashMap<>();
            PATTERNS.put(context, known);
        }
        String pattern = known.get(path);
        if (pattern == null) {
            // The default servlet's paths are without number: the first ones fill the map, and all others are its own.
            boolean full = known.size() >= MOST_PATHS;
            pattern = context(servlet) + (full ? "/*" : servlet.getPathInfo() != null ? path : find(context, path));
            if (!full) {
                known.put(path, pattern);
            }
        }
        return pattern;
    }

    /**
     * Servlet 4 would tell the pattern, but isn't always there. Asking the context is slow, because containers copy all
     * registrations for each answer.
     */
    private static String find(ServletContext context, String path) {
        String extension =
                path.lastIndexOf('.') > path.lastIndexOf('/') ? "*" + path.substring(path.lastIndexOf('.')) : null;
        String found = "/*";
        for (ServletRegistration registration :
                context.getServletRegistrations().values()) {
            Collection<String> mappings = registration.getMappings();
            if (mappings != null && mappings.contains(path)) {
                return path;
            }
            if (mappings != null && extension != null && mappings.contains(extension)) {
                found = "/" + extension;
            }
        }
        return found;
    }
}
