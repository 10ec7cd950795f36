package dev.z0.instrumentation.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteTest extends JdbcSuite {
    @TempDir
    Path folder;

    @Override
    TestDatabase database() {
        return new TestDatabase("sqlite", "jdbc:sqlite:" + folder.resolve("shop.db"), "", "", "shop.db");
    }
}
