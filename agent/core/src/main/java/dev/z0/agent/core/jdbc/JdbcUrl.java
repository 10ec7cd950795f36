package dev.z0.agent.core.jdbc;

import dev.z0.agent.core.record.Database;

/**
 * Reads from a JDBC URL where its connection leads, and nothing else: user, password and parameters stand in as many
 * places as there are drivers, so what does not look like a host, a port or a name is left out.
 */
final class JdbcUrl {
    private static final int LONGEST = 4096;
    private static final int LONGEST_NAME = 100;

    private JdbcUrl() {}

    /** The database that {@code url} names, in linear time, as much of it as can be told. */
    static Database parse(String url) {
        String text = url.length() > LONGEST ? url.substring(0, LONGEST) : url;
        int from = text.startsWith("jdbc:") ? "jdbc:".length() : 0;
        int colon = text.indexOf(':', from);
        String first = colon < 0 ? text.substring(from) : text.substring(from, colon);
        // Drivers around drivers put their names before the real one: jdbc:p6spy:mysql://…
        String system = null;
        int rest = from;
        for (int at = from, end = colon; end >= 0 && system == null; at = end + 1, end = text.indexOf(':', at)) {
            String part = text.substring(at, end);
            if (part.indexOf('/') >= 0 || part.indexOf('@') >= 0) {
                break;
            }
            system = Systems.ofUrlPart(part);
            rest = end + 1;
        }
        boolean known = system != null;
        if (!known) {
            system = Systems.named(first);
            rest = colon + 1;
        }
        String place = text.substring(rest);
        if (system.equals("oracle")) {
            return oracle(place);
        }
        int parameters = firstOf(place, ';', '?');
        String parameter = system.equals("mssql") ? parameter(place, parameters, "databasename=") : null;
        place = place.substring(0, parameters);
        int slashes = place.indexOf("//");
        if (slashes < 0) {
            // Of an unknown form, the last part might as well be a password.
            String last = known ? place.substring(afterLast(place, "/\\:")) : null;
            return new Database(system, name(last), null, 0);
        }
        int path = place.indexOf('/', slashes + 2);
        String authority = place.substring(slashes + 2, path < 0 ? place.length() : path);
        String namespace = path < 0 ? null : place.substring(path + 1);
        if (system.equals("db2") && namespace != null && namespace.indexOf(':') >= 0) {
            namespace = namespace.substring(0, namespace.indexOf(':')); // parameters follow
        } else if (namespace != null && system.equals("h2")) {
            namespace = namespace.substring(afterLast(namespace, "/\\")); // a path on the server
        }
        return at(system, parameter != null ? parameter : namespace, authority);
    }

    /** {@code thin:user/password@//host:1521/service}, {@code @host:1521:sid}, {@code @(DESCRIPTION=…)}, {@code @alias}. */
    private static Database oracle(String place) {
        String address = place.substring(place.lastIndexOf('@') + 1);
        if (address.startsWith("(")) {
            String service = inBrackets(address, "SERVICE_NAME");
            String port = inBrackets(address, "PORT");
            String host = inBrackets(address, "HOST");
            return at(
                    "oracle",
                    service != null ? service : inBrackets(address, "SID"),
                    (host == null ? "" : host) + (port == null ? "" : ':' + port));
        }
        address = address.substring(0, firstOf(address, '?', ';'));
        int slashes = address.indexOf("//"); // also behind a protocol
        address = slashes < 0 ? address : address.substring(slashes + 2);
        int end = address.indexOf('/');
        if (end < 0 && address.indexOf(':') != address.lastIndexOf(':')) {
            end = address.lastIndexOf(':');
        }
        return end < 0
                ? new Database("oracle", name(address), null, 0)
                : at("oracle", address.substring(end + 1), address.substring(0, end));
    }

    private static String inBrackets(String text, String key) {
        int at = indexIgnoringCase(text, '(' + key + '=');
        int end = at < 0 ? -1 : text.indexOf(')', at);
        return end < 0 ? null : text.substring(at + key.length() + 2, end).trim();
    }

    private static String parameter(String place, int from, String key) {
        int at = indexIgnoringCase(place.substring(from), ';' + key);
        if (at < 0) {
            return null;
        }
        int start = from + at + 1 + key.length();
        int end = place.indexOf(';', start);
        return place.substring(start, end < 0 ? place.length() : end);
    }

    private static int indexIgnoringCase(String text, String part) {
        for (int i = 0; i <= text.length() - part.length(); i++) {
            if (text.regionMatches(true, i, part, 0, part.length())) {
                return i;
            }
        }
        return -1;
    }

    private static Database at(String system, String namespace, String authority) {
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        int comma = host.indexOf(',');
        host = comma < 0 ? host : host.substring(0, comma);
        int colon = host.lastIndexOf(':');
        int port = 0;
        if (colon > host.lastIndexOf(']')) {
            port = port(host, colon + 1);
            host = host.substring(0, colon);
        }
        int instance = host.indexOf('\\');
        return new Database(system, name(namespace), host(instance < 0 ? host : host.substring(0, instance)), port);
    }

    private static int port(String text, int from) {
        int port = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9' || port > 65_535) {
                return 0;
            }
            port = port * 10 + (c - '0');
        }
        return port > 65_535 ? 0 : port;
    }

    private static String host(String text) {
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        String host = bracketed ? text.substring(1, text.length() - 1) : text;
        return looksLikeName(host, bracketed ? ":.%" : "._-") ? host : null;
    }

    private static String name(String text) {
        return text != null && looksLikeName(text, "._-$") ? text : null;
    }

    private static boolean looksLikeName(String text, String also) {
        if (text.isEmpty() || text.length() > LONGEST_NAME) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isLetterOrDigit(c) && also.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static int firstOf(String text, char one, char other) {
        int i = 0;
        while (i < text.length() && text.charAt(i) != one && text.charAt(i) != other) {
            i++;
        }
        return i;
    }

    private static int afterLast(String text, String separators) {
        int i = text.length();
        while (i > 0 && separators.indexOf(text.charAt(i - 1)) < 0) {
            i--;
        }
        return i;
    }
}
