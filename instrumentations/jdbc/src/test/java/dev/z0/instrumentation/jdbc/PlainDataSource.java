package dev.z0.instrumentation.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** A data source as an application would write it. */
final class PlainDataSource extends AbstractDataSource {
    private final Way.Source source;

    PlainDataSource(Way.Source source) {
        this.source = source;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return source.connection();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return source.connection();
    }
}
