package dev.z0.agent.core.naming;

/**
 * The grammar of span names, {@code z0.layer.component.operation}: snake_case segments of {@code [a-z0-9_]}, 120
 * characters in all. Pure functions; safe for use by several threads; never throw.
 */
public final class Names {

    static final int MAX_NAME = 120;
    static final int MAX_SEGMENT = 40;

    private Names() {}

    /** {@code raw} as one segment of at most 40 characters; {@code other} if nothing of it can be kept. */
    public static String segment(String raw) {
        return snake(raw, MAX_SEGMENT);
    }

    /** The whole name; each part is brought into the form of a segment, the operation cut to what room is left. */
    public static String join(String layer, String component, String operation) {
        String head = "z0." + segment(layer) + '.' + segment(component) + '.';
        return head + snake(operation, Math.min(MAX_NAME - head.length(), 80));
    }

    /**
     * The name of a scheduled job's run. Names made up by proxies and lambdas fall back to what a person wrote:
     * {@code Reconciler$$SpringCGLIB$$0} is {@code reconciler}, {@code lambda$start$0} is {@code start}.
     *
     * @param declaringClass the class's name, or a scheduler's group
     * @param job the method, or the job's name; null reads {@code run}
     */
    public static String cron(String declaringClass, String job) {
        return join("cron", Identifiers.stem(simpleName(declaringClass)), Identifiers.stem(methodName(job)));
    }

    private static String simpleName(String className) {
        if (className == null) {
            return "other";
        }
        int slash = className.indexOf('/');
        String name = slash < 0 ? className : className.substring(0, slash);
        int generated = name.indexOf("$$");
        name = generated > 0 ? name.substring(0, generated) : name;
        name = name.substring(name.lastIndexOf('.') + 1);
        int inner = name.lastIndexOf('$');
        while (inner > 0 && (inner + 1 == name.length() || isDigit(name.charAt(inner + 1)))) {
            name = name.substring(0, inner);
            inner = name.lastIndexOf('$');
        }
        return inner > 0 ? name.substring(inner + 1) : name;
    }

    private static String methodName(String job) {
        if (job == null || job.isEmpty()) {
            return "run";
        }
        if (!job.startsWith("lambda$")) {
            return job;
        }
        int end = job.indexOf('$', 7);
        return job.substring(7, end < 0 ? job.length() : end);
    }

    private static String snake(String raw, int max) {
        if (raw == null) {
            return "other";
        }
        if (isSegment(raw, max)) {
            return raw;
        }
        StringBuilder out = new StringBuilder(max);
        int length = raw.length();
        for (int i = 0; i < length && out.length() < max; i++) {
            char c = raw.charAt(i);
            if (isUpper(c)) {
                if (i > 0 && startsWord(raw, i)) {
                    underscore(out, max);
                }
                out.append((char) (c + 32));
            } else if (isLower(c) || isDigit(c)) {
                out.append(c);
            } else {
                underscore(out, max);
            }
        }
        int end = Math.min(out.length(), max);
        while (end > 0 && out.charAt(end - 1) == '_') {
            end--;
        }
        return end == 0 ? "other" : out.substring(0, end);
    }

    /** An upper-case letter starts a word after a lower-case one or a digit, and as the last of a run: HTTPServer. */
    private static boolean startsWord(String raw, int i) {
        char before = raw.charAt(i - 1);
        boolean lowerAfter = i + 1 < raw.length() && isLower(raw.charAt(i + 1));
        return isLower(before) || isDigit(before) || isUpper(before) && lowerAfter;
    }

    private static void underscore(StringBuilder out, int max) {
        int length = out.length();
        if (length > 0 && length < max && out.charAt(length - 1) != '_') {
            out.append('_');
        }
    }

    private static boolean isSegment(String raw, int max) {
        int length = raw.length();
        if (length == 0 || length > max || raw.charAt(0) == '_' || raw.charAt(length - 1) == '_') {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = raw.charAt(i);
            if (!isLower(c) && !isDigit(c) && (c != '_' || raw.charAt(i - 1) == '_')) {
                return false;
            }
        }
        return true;
    }

    static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
