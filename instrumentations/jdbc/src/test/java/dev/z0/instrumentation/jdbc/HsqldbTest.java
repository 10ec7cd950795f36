package dev.z0.instrumentation.jdbc;

class HsqldbTest extends JdbcSuite {
    @Override
    TestDatabase database() {
        return new TestDatabase("hsqldb", "jdbc:hsqldb:mem:shop", "SA", "", "shop");
    }
}
