package dev.z0.instrumentation.servlet;

import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.support.WeakMap;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.servlet.DispatcherType;
import javax.servlet.RequestDispatcher;
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

    /** The pattern of the handler that the framework chose. The first one counts, here too. */
    static void ofFramework(Request request, HttpServletRequest servlet) {
        if (!request.isRouted()) {
            route(request, servlet, servlet.getContextPath(), servlet.getServletPath(), servlet.getPathInfo());
        }
    }

    /** The same before a forward, after which the framework tells the pattern that it was forwarded to. */
    static void beforeForward(Request request, HttpServletRequest servlet) {
        if (servlet.getDispatcherType() == DispatcherType.FORWARD && !request.isRouted()) {
            route(
                    request,
                    servlet,
                    servlet.getAttribute(RequestDispatcher.FORWARD_CONTEXT_PATH),
                    servlet.getAttribute(RequestDispatcher.FORWARD_SERVLET_PATH),
                    servlet.getAttribute(RequestDispatcher.FORWARD_PATH_INFO));
        }
    }

    private static void route(
            Request request, HttpServletRequest servlet, Object context, Object servletPath, Object pathInfo) {
        Object pattern = servlet.getAttribute(SPRING);
        if (pattern != null && !isForError(servlet)) {
            String within = pathInfo == null || isFull(pattern.toString(), text(servletPath) + '/', text(pathInfo))
                    ? ""
                    : text(servletPath);
            request.route(text(context) + within + pattern);
        }
    }

    /** Whether the pattern begins with the servlet's path already: handlers may be told to match the full path. */
    private static boolean isFull(String pattern, String servletPath, String pathInfo) {
        return pattern.startsWith(servletPath) && !pathInfo.startsWith(servletPath);
    }

    /** An error page's own pattern is no route. Spring Boot in a servlet container forwards to it. */
    private static boolean isForError(HttpServletRequest servlet) {
        return servlet.getDispatcherType() == DispatcherType.ERROR
                || servlet.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) != null;
    }

    private static String text(Object path) {
        return path == null ? "" : path.toString();
    }

    private static String context(HttpServletRequest servlet) {
        return text(servlet.getContextPath());
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
