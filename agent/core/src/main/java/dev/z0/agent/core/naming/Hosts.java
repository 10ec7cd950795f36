package dev.z0.agent.core.naming;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** What the names of hosts say: the service behind one, or the subdomain that was asked. */
public final class Hosts {

    private static final int MAX_HOST = 253;
    static final int OLLAMA_PORT = 11434;

    /** Second-level labels below which countries register names: acme.co.uk. */
    private static final Set<String> REGISTRIES = new HashSet<>(Arrays.asList(
            "co", "com", "org", "net", "gov", "edu", "ac", "or", "ne", "go", "gob", "gouv", "nom", "mil", "ltd", "plc",
            "sch", "gv", "asn", "id", "info", "web"));

    /** Top levels of private networks, where the first label is the service. */
    private static final Set<String> PRIVATE = new HashSet<>(Arrays.asList(
            "local", "internal", "lan", "corp", "home", "localdomain", "intranet", "consul", "private", "test"));

    private Hosts() {}

    /** Lower case, without user-info, port, brackets of an IPv6 address, and trailing dot; cut at a DNS name's length. */
    static String normalize(String raw) {
        String host = raw.length() <= MAX_HOST ? raw : raw.substring(0, MAX_HOST);
        host = host.substring(host.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        int colon = host.indexOf(':');
        if (host.startsWith("[")) {
            int close = host.indexOf(']');
            host = host.substring(1, close < 0 ? host.length() : close);
        } else if (colon >= 0 && colon == host.lastIndexOf(':')) {
            host = host.substring(0, colon);
        }
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /**
     * The first label of a host below somebody's domain, as in {@code acme.example.com} or {@code acme.localhost}; null
     * for the domain itself, {@code www}, and addresses.
     *
     * @param host may have a port
     */
    public static String subdomain(String host) {
        String name = normalize(host);
        int first = name.indexOf('.');
        if (first <= 0 || isAddress(name) || name.startsWith("www.")) {
            return null;
        }
        String[] labels = name.split("\\.", -1);
        int last = labels.length - 1;
        boolean country = last >= 2 && labels[last].length() == 2 && REGISTRIES.contains(labels[last - 1]);
        int domain = labels[last].equals("localhost") ? 1 : country ? 3 : 2;
        return labels.length > domain ? labels[0] : null;
    }

    static String withoutQuery(String path) {
        int end = path.indexOf('?');
        return end < 0 ? path : path.substring(0, end);
    }

    /**
     * The catalogue's name; {@code localhost} for loopback addresses and {@code ip} for others; for Kubernetes, Consul and
     * private networks the service's label; else the registered domain ({@code acme_crm} for api.acme-crm.co.uk). A label
     * that looks like an id is {@code other}.
     */
    static String serviceOf(String host, int port) {
        if (host.isEmpty()) {
            return "unknown";
        }
        if (port == OLLAMA_PORT) {
            return "ollama";
        }
        if (host.equals("localhost") || host.endsWith(".localhost")) {
            return "localhost";
        }
        if (isAddress(host)) {
            return host.startsWith("127.") || host.equals("::1") || host.equals("0.0.0.0") ? "localhost" : "ip";
        }
        String known = Catalogue.service(host);
        return known != null ? known : named(host.split("\\.", -1));
    }

    private static String named(String[] labels) {
        int last = labels.length - 1;
        if (last == 0) {
            return word(labels[0]);
        }
        for (int i = last; i >= 2; i--) {
            if (labels[i].equals("svc")) {
                return word(labels[i - 2]);
            }
        }
        if (PRIVATE.contains(labels[last])) {
            for (int i = 0; i < last; i++) {
                String word = word(labels[i]);
                if (!word.equals("other")) {
                    return word;
                }
            }
            return "other";
        }
        boolean country = last >= 2 && labels[last].length() == 2 && REGISTRIES.contains(labels[last - 1]);
        return word(labels[country ? last - 2 : last - 1]);
    }

    private static String word(String label) {
        String stem = Identifiers.stem(label);
        return stem.isEmpty() || Identifiers.isId(stem) ? "other" : Names.segment(stem);
    }

    private static boolean isAddress(String host) {
        if (host.indexOf(':') >= 0) {
            return true;
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (!Names.isDigit(c) && c != '.') {
                return false;
            }
        }
        return true;
    }
}
