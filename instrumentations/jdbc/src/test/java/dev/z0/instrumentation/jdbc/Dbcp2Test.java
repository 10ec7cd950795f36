package dev.z0.instrumentation.jdbc;

import java.time.Duration;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;

class Dbcp2Test extends PoolSuite {
    @Override
    String kind() {
        return "dbcp2";
    }

    @Override
    DataSource pool(Duration patience) {
        BasicDataSource pool = new BasicDataSource();
        pool.setUrl(URL);
        pool.setUsername("sa");
        pool.setMaxTotal(1);
        pool.setValidationQuery("SELECT 1");
        pool.setTestOnBorrow(true);
        pool.setMaxWait(patience);
        return pool;
    }
}
