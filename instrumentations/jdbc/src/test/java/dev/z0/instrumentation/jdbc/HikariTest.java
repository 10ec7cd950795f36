package dev.z0.instrumentation.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;

class HikariTest extends PoolSuite {
    @Override
    String kind() {
        return "hikari";
    }

    @Override
    DataSource pool(Duration patience) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(URL);
        config.setUsername("sa");
        config.setMaximumPoolSize(1);
        config.setConnectionTestQuery("SELECT 1");
        config.setConnectionTimeout(patience.toMillis());
        return new HikariDataSource(config);
    }
}
