package dev.z0.agent.core.who;

import dev.z0.agent.core.config.PercentEncoding;
import dev.z0.agent.core.naming.Hosts;
import java.util.UUID;

/** One place to look, such as {@code header:X-Tenant-Id}. Immutable. Linear in what it reads. */
final class Place {
    private static final int LONGEST = 8_192;

    private final String kind;
    private final String argument;

    private Place(String kind, String argument) {
        this.kind = kind;
        this.argument = argument;
    }

    /** The place of this name, which the settings have checked. */
    static Place named(String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? new Place(text, null) : new Place(text.substring(0, colon), text.substring(colon + 1));
    }

    /** Whether it is the thread's logging context under this key. */
    boolean isContext(String key) {
        return "mdc".equals(kind) && argument.equals(key);
    }

    boolean isContext() {
        return "mdc".equals(kind);
    }

    boolean isConstant() {
        return "const".equals(kind);
    }

    boolean isHead() {
        return "header".equals(kind) || "subdomain".equals(kind) || "path".equals(kind) || "query".equals(kind);
    }

    /** What is there, as it is; null for nothing. The logging context says itself what is put there. */
    String find(Clues clues) {
        switch (kind) {
            case "header":
                return clues.header(argument);
            case "subdomain":
                String host = clues.host();
                return host == null ? null : Hosts.subdomain(host);
            case "path":
                return segment(clues.path(), argument);
            case "query":
                return parameter(clues.query(), argument);
            case "principal":
                return clues.principal();
            case "session":
                return argument == null ? clues.session() : text(clues.session(argument));
            case "const":
                return argument;
            default:
                return null;
        }
    }

    /** Only of what is text by nature: anything else would run the application's code, and say who knows what. */
    private static String text(Object attribute) {
        return attribute instanceof String
                        || attribute instanceof Number
                        || attribute instanceof UUID
                        || attribute instanceof Enum
                ? attribute.toString()
                : null;
    }

    /** The segment of this number, the first being 1. */
    static String segment(String path, String number) {
        if (path == null) {
            return null;
        }
        int wanted = number(number);
        int end = Math.min(path.length(), LONGEST);
        int start = path.startsWith("/") ? 1 : 0;
        for (int i = 1; start <= end && i <= wanted; i++) {
            int slash = path.indexOf('/', start);
            int stop = slash < 0 || slash > end ? end : slash;
            if (i == wanted) {
                int parameters = path.indexOf(';', start);
                return PercentEncoding.decode(
                        path.substring(start, parameters >= 0 && parameters < stop ? parameters : stop));
            }
            start = stop + 1;
        }
        return null;
    }

    private static int number(String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** The first value of a query's parameter. */
    static String parameter(String query, String name) {
        if (query == null) {
            return null;
        }
        int end = Math.min(query.length(), LONGEST);
        int start = 0;
        while (start < end) {
            int ampersand = query.indexOf('&', start);
            int stop = ampersand < 0 || ampersand > end ? end : ampersand;
            int equals = query.indexOf('=', start);
            int nameEnd = equals < 0 || equals > stop ? stop : equals;
            if (form(query.substring(start, nameEnd)).equals(name)) {
                return nameEnd == stop ? null : form(query.substring(nameEnd + 1, stop));
            }
            start = stop + 1;
        }
        return null;
    }

    private static String form(String text) {
        return PercentEncoding.decode(text.replace('+', ' '));
    }
}
