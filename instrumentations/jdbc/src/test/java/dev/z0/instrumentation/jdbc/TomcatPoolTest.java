package dev.z0.instrumentation.jdbc;

import java.time.Duration;
import javax.sql.DataSource;
import org.apache.tomcat.jdbc.pool.PoolProperties;

class TomcatPoolTest extends PoolSuite {
    @Override
    String kind() {
        return "tomcat";
    }

    @Override
    DataSource pool(Duration patience) {
        PoolProperties properties = new PoolProperties();
        properties.setUrl(URL);
        properties.setDriverClassName("org.h2.Driver");
        properties.setUsername("sa");
        properties.setMaxActive(1);
        properties.setInitialSize(1);
        properties.setValidationQuery("SELECT 1");
        properties.setTestOnBorrow(true);
        properties.setValidationInterval(0);
        properties.setMaxWait((int) patience.toMillis());
        return new ClosingPool(properties);
    }

    private static final class ClosingPool extends org.apache.tomcat.jdbc.pool.DataSource implements AutoCloseable {
        ClosingPool(PoolProperties properties) {
            super(properties);
        }

        @Override
        public void close() {
            close(true);
        }
    }
}
