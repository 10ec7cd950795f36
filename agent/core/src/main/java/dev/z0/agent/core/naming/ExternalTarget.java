package dev.z0.agent.core.naming;

/** What an outgoing call is to: a service and one of its operations. Immutable; made and shared by {@link Services}. */
public final class ExternalTarget {

    private final String method;
    private final String host;
    private final String service;
    private final String operation;
    private final String spanName;

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

    @Override
    public String toString() {
        return spanName;
    }
}
