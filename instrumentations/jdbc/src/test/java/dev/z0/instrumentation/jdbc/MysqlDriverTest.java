package dev.z0.instrumentation.jdbc;

class MysqlDriverTest extends JdbcSuite {
    @Override
    TestDatabase database() {
        String url = "jdbc:mysql://localhost:" + MariadbServer.PORT
                + "/shop?createDatabaseIfNotExist=true&allowMultiQueries=true&useServerPrepStmts=true&cachePrepStmts=true&rewriteBatchedStatements=true";
        return new TestDatabase("mysql", url, "root", "", "shop");
    }
}
