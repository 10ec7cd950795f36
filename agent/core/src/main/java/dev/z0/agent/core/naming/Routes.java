package dev.z0.agent.core.naming;

/**
 * Names and labels for inbound requests. Ids, tokens and addresses never get into one: whatever looks like a value is
 * {@code {id}}, and there are at most 1,000 distinct names and 1,000 distinct templates in a process; those that come later
 * are {@code z0.web.other.<method>} and {@code /*}. Safe for use by several threads; never throws.
 */
public final class Routes {

    private static final String[] METHODS = {
        "GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "CONNECT", "QUERY"
    };
    private static final String[] VERBS = {
        "get", "post", "put", "delete", "patch", "head", "options", "trace", "connect", "query"
    };
    private static final String OTHER_METHOD = "_OTHER";
    private static final RouteNames NAMES = new RouteNames(METHODS.length + 1);

    private Routes() {}

    /**
     * The name of a request's span: {@code POST /api/tickets/{id}/lines} is {@code z0.web.tickets.post_lines}. The component
     * is the first static segment after {@code api} and version prefixes; variables show only as {@code by_id} at the end.
     *
     * @param route a framework's route in the syntax of Spring, JAX-RS, Express ({@code :id}) or Flask ({@code <id>}), a
     *     servlet mapping, or a raw path
     */
    public static String webName(String method, String route) {
        int index = methodIndex(method);
        String verb = index == METHODS.length ? "other" : VERBS[index];
        return NAMES.webName(index, verb, route == null ? "" : route);
    }

    /**
     * A low-cardinality guess at the route behind a raw path, for when no framework tells it: ids become {@code {id}}, as do
     * words in a place that has shown too many different ones (more than 200 at the beginning of paths, 30 below); a file is
     * its {@code *.ext} or {@code {file}}, and after six segments comes {@code /*}.
     */
    public static String templateOf(String path) {
        return NAMES.templateOf(path == null ? "" : path);
    }

    /** The method as a label: one of the registered ones, as they are written, or {@code _OTHER}. */
    public static String methodLabel(String method) {
        int index = methodIndex(method);
        return index == METHODS.length ? OTHER_METHOD : METHODS[index];
    }

    private static int methodIndex(String method) {
        int index = 0;
        while (index < METHODS.length && !METHODS[index].equals(method)) {
            index++;
        }
        return index;
    }
}
