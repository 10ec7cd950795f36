package dev.z0.agent.core.naming;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Names and labels for inbound requests. Ids, tokens and addresses never get into one: whatever looks like a value is
 * {@code {id}}, and there are at most 1,000 distinct names and 1,000 distinct templates in a process; those that come later
 * are {@code z0.web.other.<method>} and {@code /*}. Safe for use by several threads; never throws.
 */
public final class Routes {

    private static final String[] METHODS = {
        "GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "CONNECT", "QUERY"
    };
    private static final String OTHER_METHOD = "_OTHER";
    private static final int MAX_PATH = 1024;
    private static final int MAX_SEGMENTS = 6;

    private static final List<ClockCache<String>> NAMES_BY_METHOD = new ArrayList<>();
    private static final Vocabulary NAMES = new Vocabulary(1000);
    private static final Vocabulary TEMPLATES = new Vocabulary(1000);

    static {
        for (int i = 0; i <= METHODS.length; i++) {
            NAMES_BY_METHOD.add(new ClockCache<>(256));
        }
    }

    private Routes() {}

    /**
     * The name of a request's span: {@code POST /api/tickets/{id}/lines} is {@code z0.web.tickets.post_lines}. The component
     * is the first static segment after {@code api} and version prefixes; variables show only as {@code by_id} at the end.
     *
     * @param route a framework's route in the syntax of Spring, JAX-RS, Express ({@code :id}) or Flask ({@code <id>}), a
     *     servlet mapping, or a raw path
     */
    public static String webName(String method, String route) {
        String key = route == null ? "" : cut(route);
        int index = methodIndex(method);
        ClockCache<String> cache = NAMES_BY_METHOD.get(index);
        String name = cache.get(key);
        if (name == null) {
            String verb = index == METHODS.length ? "other" : METHODS[index].toLowerCase(Locale.ROOT);
            name = NAMES.admit(nameOf(verb, PathSegments.of(key)), "z0.web.other." + verb);
            cache.put(key, name);
        }
        return name;
    }

    /**
     * A low-cardinality guess at the route behind a raw path, for when no framework tells it: ids become {@code {id}}, a
     * file its {@code *.ext} or {@code {file}}, and after six segments comes {@code /*}.
     */
    public static String templateOf(String path) {
        if (path == null || path.isEmpty()) {
            return "/";
        }
        List<String> segments = PathSegments.of(cut(path));
        StringBuilder template = new StringBuilder(64);
        int count = Math.min(segments.size(), MAX_SEGMENTS);
        for (int i = 0; i < count; i++) {
            template.append('/').append(segments.get(i));
        }
        if (segments.size() > count) {
            template.append("/*");
        }
        return template.length() == 0 ? "/" : TEMPLATES.admit(template.toString(), "/*");
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

    private static String nameOf(String verb, List<String> segments) {
        String component = null;
        String prefix = null;
        StringBuilder operation = new StringBuilder(verb);
        boolean endsInVariable = false;
        boolean wild = false;
        for (String segment : segments) {
            endsInVariable = segment.equals(PathSegments.ID);
            if (endsInVariable) {
                continue;
            }
            String word = segment.startsWith("*.") ? segment.substring(2) : segment;
            if (segment.equals("*") || segment.equals(PathSegments.FILE)) {
                wild = true;
            } else if (component != null) {
                operation.append('_').append(Names.segment(word));
            } else if (word.equalsIgnoreCase("api") || Identifiers.isVersion(word)) {
                prefix = prefix == null ? word : prefix;
            } else {
                component = word;
            }
        }
        if (endsInVariable) {
            operation.append("_by_id");
        }
        if (component == null) {
            component = prefix != null ? prefix : wild ? "any" : "root";
        }
        return Names.join("web", component, operation.toString());
    }

    private static String cut(String path) {
        return path.length() <= MAX_PATH ? path : path.substring(0, MAX_PATH);
    }
}
