package dev.z0.instrumentation.netty;

import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;

/** A route of Vert.x Web as a pattern: {@code /pages/:id} is {@code /pages/{id}}. */
final class VertxRoute {
    private VertxRoute() {}

    /** The current route's pattern; null for one of many paths: all those that begin alike, or match an expression. */
    static String of(RoutingContext context) {
        Route route = context.currentRoute();
        String path = route == null ? null : route.getPath();
        if (path == null || route.isRegexPath() && path.indexOf(':') < 0) {
            return null;
        }
        String mountPoint = context.mountPoint();
        String pattern = mountPoint == null ? path : joined(mountPoint, path);
        return depth(pattern) == depth(context.request().path()) ? withBraces(pattern) : null;
    }

    private static String joined(String mountPoint, String path) {
        return mountPoint.endsWith("/") ? mountPoint + path.substring(1) : mountPoint + path;
    }

    /** Segments: a route of all paths that begin alike doesn't show it, but is shorter than a path that has more. */
    private static int depth(String path) {
        int depth = 0;
        for (int i = 0; i < path.length() - 1; i++) {
            if (path.charAt(i) == '/') {
                depth++;
            }
        }
        return depth;
    }

    private static String withBraces(String path) {
        if (path.indexOf(':') < 0) {
            return path;
        }
        StringBuilder pattern = new StringBuilder(path.length() + 8);
        int from = 0;
        for (int colon = path.indexOf(':'); colon >= 0; colon = path.indexOf(':', from)) {
            int end = colon + 1;
            while (end < path.length() && Character.isJavaIdentifierPart(path.charAt(end))) {
                end++;
            }
            pattern.append(path, from, colon)
                    .append('{')
                    .append(path, colon + 1, end)
                    .append('}');
            from = end;
        }
        return pattern.append(path, from, path.length()).toString();
    }
}
