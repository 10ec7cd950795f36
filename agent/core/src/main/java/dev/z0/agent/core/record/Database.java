package dev.z0.agent.core.record;

/** Which database a connection leads to. Immutable; made once per connection or data source. */
public final class Database {
    private final String system;
    private final String namespace;
    private final String host;
    private final int port;

    /**
     * @param system as in OpenTelemetry's {@code db.system.name}, reduced to {@code [a-z0-9_]}
     * @param namespace the database's name, or null
     * @param host where it runs, or null for a database in this process
     * @param port 0 where it isn't known
     */
    public Database(String system, String namespace, String host, int port) {
        this.system = system;
        this.namespace = namespace;
        this.host = host;
        this.port = port;
    }

    /** The kind of database: {@code postgresql}, {@code h2}, … */
    public String system() {
        return system;
    }

    /** The database's name, or null. */
    public String namespace() {
        return namespace;
    }

    /** Where it runs, or null. */
    public String host() {
        return host;
    }

    /** The port, or 0. */
    public int port() {
        return port;
    }
}
