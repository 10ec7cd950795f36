package dev.z0.instrumentation.jdbc;

class MariadbTest extends JdbcSuite {
    @Override
    TestDatabase database() {
        String url = "jdbc:mariadb://localhost:" + MariadbServer.PORT
                + "/shop?createDatabaseIfNotExist=true&allowMultiQueries=true";
        return new TestDatabase("mariadb", url, "root", "", "shop");
    }
}
