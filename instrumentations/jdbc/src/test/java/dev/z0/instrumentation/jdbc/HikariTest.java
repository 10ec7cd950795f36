package dev.z0.instrumentation.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;

class HikariTest extends PoolSuite {
    @Override
    String kind() {
        return "hikari";
    }

    @Override
    DataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(URL);
        config.setUsername("sa");
        config.setMaximumPoolSize(1);
        config.setConnectionTestQuery("SELECT 1");
        config.setConnectionTimeout(1_000);
        return new HikariDataSource(config);
    }
}
