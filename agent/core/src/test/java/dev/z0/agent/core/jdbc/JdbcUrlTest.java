package dev.z0.agent.core.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.record.Database;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcUrlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
            jdbc:postgresql://db.internal:5433/shop?user=u&password=p     | postgresql | shop  | db.internal | 5433
            jdbc:postgresql://[::1]:5432/shop                             | postgresql | shop  | ::1         | 5432
            jdbc:postgresql://one:1,two:2/shop                            | postgresql | shop  | one         | 1
            jdbc:postgresql:shop                                          | postgresql | shop  | -           | 0
            jdbc:postgresql://db/                                         | postgresql | -     | db          | 0
            jdbc:mysql://root:secret@db:3306/shop?useSSL=false            | mysql      | shop  | db          | 3306
            jdbc:mysql:loadbalance://a:1,b:2/shop                         | mysql      | shop  | a           | 1
            jdbc:mysql://db                                               | mysql      | -     | db          | 0
            jdbc:mysql://address=(host=db)(port=1)/shop                   | mysql      | shop  | -           | 0
            jdbc:mariadb://db/shop                                        | mariadb    | shop  | db          | 0
            jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1;PASSWORD=secret            | h2         | shop  | -           | 0
            jdbc:h2:mem:                                                  | h2         | -     | -           | 0
            jdbc:h2:~/data/shop                                           | h2         | shop  | -           | 0
            jdbc:h2:file:/var/lib/shop                                    | h2         | shop  | -           | 0
            jdbc:h2:tcp://db:9092/~/data/shop                             | h2         | shop  | db          | 9092
            jdbc:hsqldb:hsql://db:9001/shop;user=SA                       | hsqldb     | shop  | db          | 9001
            jdbc:hsqldb:mem:shop                                          | hsqldb     | shop  | -           | 0
            jdbc:derby:memory:shop;create=true                            | derby      | shop  | -           | 0
            jdbc:derby://db:1527/shop;password=secret                     | derby      | shop  | db          | 1527
            jdbc:sqlite:/var/lib/shop.db                                  | sqlite     | shop.db | -         | 0
            jdbc:sqlite::memory:                                          | sqlite     | -     | -           | 0
            jdbc:oracle:thin:@db:1521:XE                                  | oracle     | XE    | db          | 1521
            jdbc:oracle:thin:scott/tiger@//db:1521/svc.example            | oracle     | svc.example | db    | 1521
            jdbc:oracle:thin:@tcps://db:2484/svc?ssl=true                 | oracle     | svc   | db          | 2484
            jdbc:oracle:thin:@PROD                                        | oracle     | PROD  | -           | 0
            jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=db)(PORT=1521))(CONNECT_DATA=(SERVICE_NAME=svc))) | oracle | svc | db | 1521
            jdbc:sqlserver://db\\node:1433;databaseName=shop;user=u;password=p | mssql | shop  | db          | 1433
            jdbc:sqlserver://db;encrypt=true;DatabaseName=shop            | mssql      | shop  | db          | 0
            jdbc:jtds:sqlserver://db:1433/shop;user=u                     | mssql      | shop  | db          | 1433
            jdbc:db2://db:50000/SHOP:user=u;password=secret;              | db2        | SHOP  | db          | 50000
            jdbc:ch://db:8123/shop                                        | clickhouse | shop  | db          | 8123
            jdbc:p6spy:postgresql://db/shop                               | postgresql | shop  | db          | 0
            jdbc:aws-wrapper:mysql://db/shop                              | mysql      | shop  | db          | 0
            jdbc:New-DB://db:7/shop                                       | new_db     | shop  | db          | 7
            jdbc:unheard:user/secret                                      | unheard    | -     | -           | 0
            """)
    void tellsWhereAConnectionLeads(String url, String system, String namespace, String host, int port) {
        Database database = JdbcUrl.parse(url);
        assertEquals(system, database.system());
        assertEquals(namespace, database.namespace());
        assertEquals(host, database.host());
        assertEquals(port, database.port());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://user:secret/word@db:3306/shop",
                "jdbc:mysql://user:secret@word@db/shop",
                "jdbc:postgresql://db/shop?password=secret/db",
                "jdbc:postgresql://db/shop@secret",
                "jdbc:h2:mem:x;PASSWORD=a/secret",
                "jdbc:oracle:thin:scott/secret@db:1521:XE",
                "jdbc:oracle:thin:scott/secret",
                "jdbc:sqlserver://db;password=;databaseName=;secret",
                "jdbc:secret",
                "secret"
            })
    void keepsPasswordsOut(String url) {
        Database database = JdbcUrl.parse(url.replace("secret", "s&cret"));
        String all = database.system() + ' ' + database.namespace() + ' ' + database.host() + ' ' + database.port();
        assertFalse(all.contains("s&cret"), all);
    }

    @Test
    void survivesAnything() {
        Random random = new Random(1);
        String alphabet = "jdbc:/@()[]?;=,\\.-_a1\u00e9\ud83d ";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder url = new StringBuilder(random.nextBoolean() ? "jdbc:oracle:" : "jdbc:");
            for (int length = random.nextInt(40); length > 0; length--) {
                url.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Database database = JdbcUrl.parse(url.toString());
            assertTrue(database.system().matches("[a-z0-9_]+"), database.system());
            assertTrue(database.port() >= 0 && database.port() <= 65_535);
        }
        assertEquals("h2", JdbcUrl.parse("jdbc:h2:mem:" + "x".repeat(1_000_000)).system());
    }
}
