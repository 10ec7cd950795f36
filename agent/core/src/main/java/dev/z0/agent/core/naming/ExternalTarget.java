package dev.z0.agent.core.naming;

import dev.z0.agent.core.redact.Redactor;

/** What an outgoing call is to: a service and one of its operations. Thread-safe; made and shared by {@link Services}. */
public final class ExternalTarget {

    private final String method;
    private final String host;
    private final String service;
    private final String operation;
    private final String spanName;
    private volatile Url last;

    ExternalTarget(String method, String host, String service, String operation, String spanName) {
        this.method = method;
        this.host = host;
        this.service = service;
        this.operation = operation;
        this.spanName = spanName;
    }

    /** The HTTP method as a label, see {@link Routes#methodLabel}. */
    public String method() {
        return method;
    }

    /** The host as given, in lower case and without port or user-info: for {@code server.address}, not for labels. */
    public String host() {
        return host;
    }

    /** {@code stripe}, {@code acme_crm}, {@code localhost}; {@code other} when there are too many. */
    public String service() {
        return service;
    }

    /** {@code create_charge}, {@code post_leads}; {@code other} when there are too many. */
    public String operation() {
        return operation;
    }

    /** {@code z0.external.<service>.<operation>}. */
    public String spanName() {
        return spanName;
    }

    /**
     * The URL of a call without query, its path redacted: for {@code url.full}. Many calls in a row are to the same one.
     *
     * @param port 0 or less for the scheme's own
     */
    public String url(String scheme, int port, String path) {
        Url url = last;
        if (url == null || url.port != port || !url.scheme.equals(scheme) || !url.path.equals(path)) {
            url = new Url(scheme, host, port, path);
            last = url;
        }
        return url.text;
    }

    @Override
    public String toString() {
        return spanName;
    }

    private static final class Url {
        private final String scheme;
        private final int port;
        private final String path;
        private final String text;

        Url(String scheme, String host, int port, String path) {
            this.scheme = scheme;
            this.port = port;
            this.path = path;
            text = scheme + "://" + (host == null ? "" : host) + (port > 0 ? ":" + port : "") + Redactor.path(path);
        }
    }
}
