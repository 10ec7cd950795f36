package dev.z0.instrumentation.jdbc;

class DerbyTest extends JdbcSuite {
    @Override
    TestDatabase database() {
        System.setProperty("derby.stream.error.file", "target/derby.log");
        return new TestDatabase("derby", "jdbc:derby:memory:shop;create=true", "app", "app", "shop");
    }
}
