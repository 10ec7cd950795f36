package dev.z0.instrumentation.ktor;

/** A route as Ktor writes it: of its selectors, all that look at something else than the path are in brackets. */
final class KtorRoute {
    private KtorRoute() {}

    /** {@code /items/{id}} for {@code /items/{id}/(method:GET)}. */
    static String pattern(String route) {
        if (route.indexOf('(') < 0) {
            return route;
        }
        StringBuilder pattern = new StringBuilder();
        for (int start = 0; start < route.length(); ) {
            int slash = route.indexOf('/', start + 1);
            int end = slash < 0 ? route.length() : slash;
            boolean selects = route.startsWith("/(", start) && route.charAt(end - 1) == ')';
            if (!selects) {
                pattern.append(route, start, end);
            }
            start = end;
        }
        return pattern.length() == 0 ? "/" : pattern.toString();
    }
}
