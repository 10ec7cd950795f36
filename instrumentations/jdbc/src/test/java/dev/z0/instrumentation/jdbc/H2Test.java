package dev.z0.instrumentation.jdbc;

class H2Test extends JdbcSuite {
    @Override
    TestDatabase database() {
        return new TestDatabase("h2", "jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1", "sa", "", "shop");
    }
}
