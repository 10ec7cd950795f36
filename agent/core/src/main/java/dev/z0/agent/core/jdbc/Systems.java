package dev.z0.agent.core.jdbc;

/** The kinds of databases, as segments of names: lower-case letters, digits and underscores. */
final class Systems {
    private static final String OTHER = "other_sql";
    private static final int LONGEST = 24;

    /** Pairs: where a driver's classes live, and what it talks to. */
    private static final String[] BY_PACKAGE = {
        "org.postgresql.", "postgresql",
        "com.mysql.", "mysql",
        "org.mariadb.", "mariadb",
        "org.h2.", "h2",
        "oracle.jdbc.", "oracle",
        "com.microsoft.sqlserver.", "mssql",
        "net.sourceforge.jtds.", "mssql",
        "org.hsqldb.", "hsqldb",
        "org.apache.derby.", "derby",
        "org.sqlite.", "sqlite",
        "com.ibm.db2.", "db2",
        "com.clickhouse.", "clickhouse",
        "com.amazon.redshift.", "redshift",
        "net.snowflake.", "snowflake",
        "com.sap.db.", "hana",
        "com.vertica.", "vertica",
        "io.trino.", "trino",
        "org.duckdb.", "duckdb",
        "org.firebirdsql.", "firebird",
    };

    /** Pairs: what stands in URLs where it isn't the system's own name. */
    private static final String[] BY_URL = {
        "sqlserver", "mssql", "ch", "clickhouse", "sap", "hana", "firebirdsql", "firebird"
    };

    private Systems() {}

    /** What a driver's class talks to, or null where its package isn't a known driver's. */
    static String ofClass(String className) {
        for (int i = 0; i < BY_PACKAGE.length; i += 2) {
            if (className.startsWith(BY_PACKAGE[i])) {
                return BY_PACKAGE[i + 1];
            }
        }
        return null;
    }

    /** The system that a part of a URL names, or null where it isn't known. */
    static String ofUrlPart(String part) {
        for (int i = 0; i < BY_URL.length; i += 2) {
            if (BY_URL[i].equals(part)) {
                return BY_URL[i + 1];
            }
        }
        for (int i = 1; i < BY_PACKAGE.length; i += 2) {
            if (BY_PACKAGE[i].equals(part)) {
                return part;
            }
        }
        return null;
    }

    /** A name for a system that isn't known. */
    static String named(String part) {
        if (part.isEmpty() || part.length() > LONGEST) {
            return OTHER;
        }
        StringBuilder name = new StringBuilder(part.length());
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                name.append((char) (c + ('a' - 'A')));
            } else {
                name.append(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' ? c : '_');
            }
        }
        return name.toString();
    }
}
