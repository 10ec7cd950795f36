package dev.z0.instrumentation.jdbc;

import com.mchange.v2.c3p0.ComboPooledDataSource;
import java.time.Duration;
import javax.sql.DataSource;

class C3p0Test extends PoolSuite {
    @Override
    String kind() {
        return "c3p0";
    }

    @Override
    DataSource pool(Duration patience) throws Exception {
        System.setProperty("com.mchange.v2.log.MLog", "com.mchange.v2.log.FallbackMLog");
        System.setProperty("com.mchange.v2.log.FallbackMLog.DEFAULT_CUTOFF_LEVEL", "OFF");
        ComboPooledDataSource pool = new ComboPooledDataSource();
        pool.setDriverClass("org.h2.Driver");
        pool.setJdbcUrl(URL);
        pool.setUser("sa");
        pool.setMinPoolSize(1);
        pool.setInitialPoolSize(1);
        pool.setMaxPoolSize(1);
        pool.setPreferredTestQuery("SELECT 1");
        pool.setTestConnectionOnCheckout(true);
        pool.setCheckoutTimeout((int) patience.toMillis());
        return pool;
    }

    @Override
    void close(DataSource open) {
        ((ComboPooledDataSource) open).close();
    }
}
