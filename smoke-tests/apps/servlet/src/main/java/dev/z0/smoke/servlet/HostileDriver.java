package dev.z0.smoke.servlet;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;

/** A driver whose connections, statements and results throw at agents: {@code jdbc:hostile:} and another driver's URL. */
public final class HostileDriver implements Driver {
    static final String PREFIX = "jdbc:hostile:";

    @Override
    public Connection connect(String url, Properties info) throws SQLException {
        return acceptsURL(url)
                ? (Connection) Hostile.of(DriverManager.getConnection(url.substring(PREFIX.length()), info))
                : null;
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(PREFIX);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public java.util.logging.Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }
}
