package dev.z0.agent.core.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "no user bob@example.com here|no user [redacted:email] here",
                "mailto:bob%40example.com|mailto:[redacted:email]",
                "The 'To' number +15005550001 is not a valid phone number.|The 'To' number [redacted:phone] is not a valid phone number.",
                "card 4111 1111 1111 1111 12/28 declined|card [redacted:card] 12/28 declined",
                "IBAN DE89 3704 0044 0532 0130 00 rejected|IBAN [redacted:iban] rejected",
                "Authorization: Bearer abc123def456, next|Authorization: [redacted:token], next",
                "Authorization: Basic dXNlcjpwYXNz|Authorization: [redacted:token]",
                "tried Basic dXNlcjpwYXNz for it|tried Basic [redacted:token] for it",
                "Cookie: a=b1c2d3; c=d|Cookie: [redacted:token]",
                "curl -H 'X-Api-Key: 0a1b2c3d' x|curl -H 'X-Api-Key: [redacted:token]' x",
                "Incorrect API key provided: sk-Abcdefgh12345678abcd.|Incorrect API key provided: [redacted:token].",
                "{\"password\":\"a\\\"b\",\"x\":1}|{\"password\":\"[redacted:password]\",\"x\":1}",
                "{\"body\":\"{\\\"password\\\":\\\"a b\\\",\\\"x\\\":1}\"}|{\"body\":\"{\\\"password\\\":\\\"[redacted:password]\\\",\\\"x\\\":1}\"}",
                "{\"password\":12345,\"x\":1}|{\"password\":[redacted:password],\"x\":1}",
                "{\"password\":\"cut off|{\"password\":\"[redacted:password]",
                "login?user=bob&password=x%20y&n=1|login?user=[redacted:value]&password=[redacted:password]&n=[redacted:value]",
                "password={bcrypt}$2a$10$abc, n=1|password=[redacted:password], n=1",
                "login user: bob password: swordfish host: db1|login user: bob password: [redacted:password] host: db1",
                "<ns:password>x</ns:password>|<ns:password>[redacted:password]</ns:password>",
                "amqp://u:p/q@host:1/v|amqp://[redacted:password]@host:1/v",
                "x-amz-security-token: FwoGZXIvYXdzEBYaD|x-amz-security-token: [redacted:token]",
                "mobile 555-123-4567, Fax 030 123456-79|mobile [redacted:phone], Fax [redacted:phone]",
                "{\"card\":{\"number\":\"4242424242424242\",\"cvc\":\"123\"}}|{\"card\":{\"number\":\"[redacted:card]\",\"cvc\":\"[redacted:password]\"}}",
                "f?sv=2020&sig=ab%2Fcd1234%3D&se=2024|f?sv=[redacted:value]&sig=[redacted:token]&se=[redacted:value]",
                "User(name=bob, password=$2a$10$N9qo8uLOickgx2, enabled=true)|User(name=bob, password=[redacted:password], enabled=true)",
                "private_key: abc|private_key: [redacted:key]",
            })
    void hidesWhatIsSecretAndNothingElse(String text, String redacted) {
        assertEquals(redacted, Redactor.text(text));
        assertEquals(redacted, Redactor.text(redacted));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "req_01936f2e-8f3c-7a2b-9c4d-123456789012",
                "550e8400-e29b-41d4-a716-446655440000",
                "12345678-1234-4123-8123-123456789012",
                "cron_reconciler_daily_20241120T060000.000Z",
                "2024-11-20T06:01:02.123456789Z",
                "2024-11-20 06:01:02,123 [http-nio-8080-exec-1]",
                "192.168.100.12:8080 and fe80::1ff:fe23:4567:890a",
                "Connection to 10.0.0.12:5432 refused after 30000 ms",
                "4.12.1234, 1.0.0-rc.1+20240101123, build 5114.202.3000",
                "order 2024-000123 costs 1,234.56 EUR or $1.234.567,89",
                "da39a3ee5e6b4b0d3255bfef95601890afd80709",
                "SELECT id, password FROM users WHERE password = ? AND email = ? LIMIT 10",
                "select u.* from users u where u.token = :token and u.id in (1, 2, 3)",
                "\tat com.acme.token.TokenService.check(TokenService.java:42) ~[app.jar!/:1.0]",
                "\tat java.base@17.0.1/java.util.concurrent.ThreadPoolExecutor.runWorker(ThreadPoolExecutor.java:1136)",
                "Caused by: org.postgresql.util.PSQLException: ERROR: relation \"x\" does not exist",
                "ORA-00001: unique constraint (APP.PK_ORDERS) violated, SQLState 23505",
                "com.zaxxer.hikari.pool.HikariPool@6d06d69c",
                "HikariPool-1 - Connection is not available, request timed out after 30001ms.",
                "Unexpected token: FROM near line 1, column 42",
                "JWT expired at 2024-11-20T06:01:02Z. Current time: 2024-11-20T06:02:02Z, a difference of 60000 milliseconds.",
                "token_type: bearer, tokens: 1500",
                "phone must not be blank",
                "lat=52.5200066, lon=13.4049540",
                "epoch 1732082400123 and 1732082400123456789",
                "Duplicate entry '12345678901' for key 'orders.PRIMARY'",
                "https://example.com/a/b?c#e",
                "SELECT a FROM b WHERE c = ? AND d=? OR e IN (?,?), f = ?&g=1",
                "really? no=way: (?i=x) and ?a=b",
                "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
                "{\"id\":1234567890123456,\"total\":12.5}",
                "ORDER 0012-3456-7890, zip 02134-1234, GTIN 04012345678901, 06-11-2024 10:00",
                "MountVolume.SetUp failed for volume \"token\" : secret \"default-token-x7k2p\" not found",
                "Wed Nov 20 06:00:00 2024 +0100, IPv6 2001:0db8:85a3:0000:0000:8a2e:0370:7334",
                "LdapErr: DSID-0C090447, data 52e, SQLCODE=-803, SQLERRMC=2;DB2INST1.USERS",
                "CSRF token: mismatch, secret santa: party, basic auth failed, X-CSRF-Token: missing",
                "ghp_ and sk- and eyJ and @ and ://",
            })
    void leavesEverythingElseUntouched(String text) {
        assertSame(text, Redactor.text(text));
    }

    @ParameterizedTest
    @CsvSource({
        "https://u:p@api.example.com/v1/x?a=1&b=&c#frag,https://api.example.com/v1/x?a=?&b=?&c",
        "https://api.example.com/v1/x,https://api.example.com/v1/x",
        "https://api.example.com?q=a/b@c,https://api.example.com?q=?",
        "/login?redirect=https://u:p@x/,/login?redirect=?",
        "/x?bob@example.com,/x??",
        "/users/bob@example.com/orders/17?x=1,/users/{id}/orders/17?x=?",
        "//u@h/x,//h/x",
        "?,?",
        "'',''",
    })
    void urlsKeepTheKeysOfTheirQuery(String url, String redacted) {
        assertEquals(redacted, Redactor.url(url));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/tickets/17/lines,/api/tickets/17/lines",
        "/t/550e8400-e29b-41d4-a716-446655440000,/t/550e8400-e29b-41d4-a716-446655440000",
        "/t/550e8400e29b41d4a716446655440000,/t/550e8400e29b41d4a716446655440000",
        "/r/req_01936f2e-8f3c-7a2b-9c4d-123456789012,/r/req_01936f2e-8f3c-7a2b-9c4d-123456789012",
        "/reset/aB3dE5gH7jK9mN1pQ3sT5vX7zA9cE1gI2,/reset/{id}",
        "/reset/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef,/reset/{id}",
        "/bot123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/send,/{id}/send",
        "/u/bob%40example.com/x,/u/{id}/x",
        "/u/+14155550123,/u/{id}",
        "/a;jsessionid=0A1B2C3D4E5F/b,/a/b",
        "/blog/how-to-build-a-really-long-article-title-in-2024,/blog/how-to-build-a-really-long-article-title-in-2024",
        "/static/js/main.0a1b2c3d.chunk.js,/static/js/main.0a1b2c3d.chunk.js",
        "/SomeVeryLongControllerNameForAnAction.do,/SomeVeryLongControllerNameForAnAction.do",
        "/,/",
    })
    void pathsKeepTheirIdsButNoSecrets(String path, String redacted) {
        assertEquals(redacted, Redactor.path(path));
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://u:p@db:5432/orders?user=u&password=p,jdbc:postgresql://db:5432/orders",
        "jdbc:postgresql://db/orders,jdbc:postgresql://db/orders",
        "jdbc:sqlserver://db:1433;databaseName=x;user=sa;password={p;q},jdbc:sqlserver://db:1433",
        "jdbc:oracle:thin:scott/tiger@db:1521:orcl,jdbc:oracle:thin:@db:1521:orcl",
        "jdbc:oracle:thin:scott/tiger@//db:1521/orcl,jdbc:oracle:thin:@//db:1521/orcl",
        "jdbc:oracle:thin:@//db:1521/orcl,jdbc:oracle:thin:@//db:1521/orcl",
        "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(HOST=db)(PORT=1521))),jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(HOST=db)(PORT=1521)))",
        "jdbc:h2:mem:test;DB_CLOSE_DELAY=-1;PASSWORD=x,jdbc:h2:mem:test",
        "jdbc:db2://db:50000/orders:user=u;password=p;,jdbc:db2://db:50000/orders",
        "'jdbc:mysql://(host=a,user=u,password=p)/orders',jdbc:mysql://",
        "jdbc:mysql://u:p/s@db/orders,jdbc:mysql://db/orders",
        "jdbc:mysql://u:p?s@db/orders,jdbc:mysql://",
        "'jdbc:mysql://u:p@a:3306,b:3306/orders','jdbc:mysql://a:3306,b:3306/orders'",
        "jdbc:sqlite:/var/lib/orders.db,jdbc:sqlite:/var/lib/orders.db",
        "jdbc,jdbc",
        "=,''",
    })
    void jdbcUrlsNameThePlaceOnly(String url, String redacted) {
        assertEquals(redacted, Redactor.jdbcUrl(url));
    }

    @Test
    void headersThatCarryCredentialsAreNeverWritten() {
        String[] never = {
            "Authorization",
            "COOKIE",
            "Set-Cookie",
            "Proxy-Authorization",
            "X-Api-Key",
            "X-Auth-Token",
            "x-csrf-token",
            "X-Amz-Security-Token",
            "X-Session-Id",
            "X-Client-Secret",
            "apikey"
        };
        for (String name : never) {
            assertFalse(Redactor.headerAllowed(name), name);
        }
        for (String name : new String[] {"Content-Type", "X-Request-Id", "User-Agent", "X-Tenant-Id"}) {
            assertTrue(Redactor.headerAllowed(name), name);
        }
    }

    @Test
    void longValuesAreCutBetweenCharacters() {
        assertEquals("abcde", Redactor.clean("abcde", 5));
        assertEquals("abcd…", Redactor.clean("abcdef", 5));
        assertEquals("abc…", Redactor.clean("abc\ud83d\ude00def", 5));
        assertEquals("abc\ud83d\ude00", Redactor.clean("abc\ud83d\ude00", 5));
        assertEquals("…", Redactor.clean("abc", 0));
        for (String letter : new String[] {"a", "ü", "漢", "\ud83d\ude00"}) {
            String clean = Redactor.clean(letter.repeat(100_000), Integer.MAX_VALUE);
            int bytes = clean.getBytes(StandardCharsets.UTF_8).length;
            assertTrue(bytes <= Redactor.MOST_BYTES && bytes > Redactor.MOST_BYTES - 4, letter + bytes);
        }
    }

    @Test
    void loneSurrogatesAreReplacedAndPairsKept() {
        String fine = "a\ud83d\ude00b\n\u0000";
        assertSame(fine, Redactor.clean(fine, 100));
        assertEquals("\ufffda\ufffd\ud83d\ude00\ufffd", Redactor.clean("\ude00a\ud83d\ud83d\ude00\ud83d", 100));
    }

    @Test
    void nothingStaysNothing() {
        assertNull(Redactor.text(null));
        assertNull(Redactor.url(null));
        assertNull(Redactor.path(null));
        assertNull(Redactor.jdbcUrl(null));
        assertNull(Redactor.clean(null, 1));
        assertFalse(Redactor.headerAllowed(null));
    }
}
