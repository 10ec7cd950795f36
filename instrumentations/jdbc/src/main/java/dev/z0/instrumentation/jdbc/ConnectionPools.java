package dev.z0.instrumentation.jdbc;

import dev.z0.agent.core.jdbc.Pools;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.Origin;
import dev.z0.agent.core.weaving.This;
import dev.z0.agent.core.weaving.Thrown;
import dev.z0.agent.core.weaving.Weaving;

/** The wait for a connection at the doors of the known pools; other data sources just connect. */
public final class ConnectionPools implements Instrumentation {
    /** Pairs: the class with the door, and the kind of pool. Tomcat's data source would open a pool when asked for counters. */
    private static final String[] POOLS = {
        "com.zaxxer.hikari.HikariDataSource", "hikari",
        "org.apache.commons.dbcp2.BasicDataSource", "dbcp2",
        "org.apache.tomcat.dbcp.dbcp2.BasicDataSource", "dbcp2",
        "org.apache.tomcat.jdbc.pool.ConnectionPool", "tomcat",
        "com.mchange.v2.c3p0.impl.AbstractPoolBackedDataSource", "c3p0",
        "io.agroal.pool.DataSource", "agroal",
        "org.jboss.jca.adapters.jdbc.WrapperDataSource", "ironjacamar",
        "oracle.ucp.jdbc.PoolDataSourceImpl", "ucp",
        "com.alibaba.druid.pool.DruidDataSource", "druid",
    };

    @Override
    public String family() {
        return "jdbc";
    }

    @Override
    public void weave(Weaving weaving) {
        for (int i = 0; i < POOLS.length; i += 2) {
            weaving.type(POOLS[i]).method("getConnection", null).with("GetConnection");
        }
    }

    /** A thread asks for a connection. */
    public static final class GetConnection {
        @OnEnter
        public static Object enter(@Origin String method) {
            return Pools.waiting(kind(method));
        }

        @OnExit
        public static void exit(@This Object pool, @Entered Object entered, @Thrown Throwable thrown) {
            Pools.waited(entered, pool, thrown);
        }

        private static String kind(String method) {
            for (int i = 0; i < POOLS.length; i += 2) {
                if (method.startsWith(POOLS[i])) {
                    return POOLS[i + 1];
                }
            }
            return "other";
        }
    }
}
