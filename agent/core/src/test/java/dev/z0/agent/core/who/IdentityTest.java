package dev.z0.agent.core.who;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.z0.agent.core.config.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {
    private final Visit visit = new Visit();

    /** What a request would tell. */
    private static final class Visit extends Clues {
        final Map<String, String> headers = new HashMap<>();
        final Map<String, Object> attributes = new HashMap<>();
        String path = "/acme/orders/17";
        String query;
        String principal;
        String session;

        @Override
        public String header(String name) {
            return headers.get(name);
        }

        @Override
        public String path() {
            return path;
        }

        @Override
        public String query() {
            return query;
        }

        @Override
        public String principal() {
            return principal;
        }

        @Override
        public String session() {
            return session;
        }

        @Override
        public Object session(String attribute) {
            return attributes.get(attribute);
        }
    }

    private static Identity identity(String setting, String places) {
        return new Identity(Places.of(Settings.load(Map.of(setting, places), new Properties(), null)));
    }

    private String tenant(String places) {
        Identity identity = identity("Z0_TENANT", places);
        identity.look(visit);
        return identity.tenant();
    }

    @Test
    void nothingIsAskedForByDefault() {
        visit.headers.put("X-Tenant-Id", "acme");
        Identity identity = new Identity(Places.of(Settings.load(Map.of(), new Properties(), null)));
        identity.look(visit);
        assertNull(identity.tenant());
        assertNull(identity.user());
        assertNull(identity.session());
    }

    @ParameterizedTest
    @CsvSource({
        "Z0_TENANT, 'told,bob,null,null'",
        "Z0_USER, 'null,told,null,null'",
        "Z0_USER_LABEL, 'null,bob,told,null'",
        "Z0_SESSION, 'null,bob,null,told'",
    })
    void eachSettingFillsItsPart(String setting, String expected) {
        visit.headers.put("X-Told", "told");
        visit.principal = "bob";
        Identity identity = identity(setting, "header:X-Told");
        identity.look(visit);
        String session = hashed("told").equals(identity.session()) ? "told" : identity.session();
        assertEquals(expected, identity.tenant() + ',' + identity.user() + ',' + identity.userLabel() + ',' + session);
    }

    private static String hashed(String session) {
        Identity identity = identity("Z0_SESSION", "const:" + session);
        return identity.session();
    }

    @Test
    void header() {
        visit.headers.put("X-Tenant-Id", "acme");
        assertEquals("acme", tenant("header:X-Tenant-Id"));
        assertNull(tenant("header:X-Other"));
    }

    @ParameterizedTest
    @CsvSource({
        "acme.example.com, acme",
        "ACME.example.com:8443, acme",
        "acme.eu.example.com, acme",
        "acme.example.co.uk, acme",
        "acme.localhost:8080, acme",
        "example.com,",
        "example.co.uk,",
        "www.example.com,",
        "localhost,",
        "10.0.0.7,",
        "[::1]:8080,",
        "'',",
        "'.',",
        "'..example.com',",
    })
    void subdomain(String host, String expected) {
        visit.headers.put("Host", host);
        assertEquals(expected, tenant("subdomain"));
    }

    @ParameterizedTest
    @CsvSource({
        "1, /acme/orders, acme",
        "2, /acme/orders, orders",
        "3, /acme/orders,",
        "0, /acme/orders,",
        "x, /acme/orders,",
        "99999999999, /acme/orders,",
        "1, /,",
        "1, '',",
        "1, //orders,",
        "2, //orders, orders",
        "1, /caf%C3%A9/x, café",
        "1, /acme;jsessionid=1/x, acme",
    })
    void pathSegment(String number, String path, String expected) {
        visit.path = path;
        assertEquals(expected, tenant("path:" + number));
    }

    @ParameterizedTest
    @CsvSource({
        "shop=acme, acme",
        "a=1&shop=acme&shop=other, acme",
        "shopping=1&shop=acme, acme",
        "sh%6Fp=ac%20me, ac me",
        "shop=a+b, a b",
        "shop,",
        "shop=,",
        "a=shop,",
        "&&=&shop=acme, acme",
        "shop=%zz, %zz",
    })
    void queryParameter(String query, String expected) {
        visit.query = query;
        assertEquals(expected, tenant("query:shop"));
    }

    @Test
    void principal() {
        visit.principal = "bob";
        Identity identity = new Identity(Places.of(Settings.load(Map.of(), new Properties(), null)));
        identity.look(visit);
        assertEquals("bob", identity.user());
    }

    @Test
    void sessionAttributesThatAreTextByNature() {
        UUID uuid = new UUID(1, 2);
        visit.attributes.put("text", "acme");
        visit.attributes.put("number", 17L);
        visit.attributes.put("uuid", uuid);
        visit.attributes.put("object", new Object() {
            @Override
            public String toString() {
                throw new AssertionError("the application's code is not to run");
            }
        });
        assertEquals("acme", tenant("session:text"));
        assertEquals("17", tenant("session:number"));
        assertEquals(uuid.toString(), tenant("session:uuid"));
        assertNull(tenant("session:object"));
        assertNull(tenant("session:nothing"));
    }

    @Test
    void contextOfTheLogs() {
        Identity identity = identity("Z0_TENANT", "mdc:tenant");
        identity.context("colour", "blue");
        assertNull(identity.tenant());
        identity.context("tenant", "unknown");
        identity.context("tenant", "acme");
        identity.context("tenant", null);
        identity.look(visit);
        assertEquals("acme", identity.tenant());
    }

    @Test
    void constant() {
        assertEquals("acme", identity("Z0_TENANT", "const:acme").tenant());
    }

    @Test
    void theFirstPlaceWinsWheneverItTells() {
        Identity identity = identity("Z0_TENANT", "session:tenant,mdc:tenant,header:X-Tenant-Id,const:nobody");
        assertEquals("nobody", identity.tenant());
        visit.headers.put("X-Tenant-Id", "header");
        identity.look(visit);
        assertEquals("header", identity.tenant());
        identity.context("tenant", "mdc");
        assertEquals("mdc", identity.tenant());
        visit.attributes.put("tenant", "session");
        identity.look(visit);
        assertEquals("session", identity.tenant());
        identity.context("tenant", "mdc");
        visit.attributes.clear();
        identity.look(visit);
        assertEquals("session", identity.tenant());
        identity.tenant("said");
        identity.context("tenant", "mdc");
        assertEquals("said", identity.tenant());
    }

    @Test
    void aPlaceThatThrowsIsNoPlace() {
        Identity identity = identity("Z0_TENANT", "principal,header:X-Tenant-Id");
        identity.look(new Clues() {
            @Override
            public String principal() {
                throw new IllegalStateException("no session");
            }

            @Override
            public String header(String name) {
                return "acme";
            }
        });
        assertEquals("acme", identity.tenant());
    }

    @Test
    void sessionsAreHashed() {
        Identity identity = identity("Z0_SESSION", "session");
        visit.session = "abc";
        identity.look(visit);
        assertEquals("ba7816bf8f01cfea", identity.session()); // SHA-256 of "abc" begins so
        assertEquals("ba7816bf8f01cfea", identity.session());
    }

    @Test
    void longSessionsDifferAtTheirEnd() {
        Identity first = identity("Z0_SESSION", "session");
        visit.session = "x".repeat(1000) + "1";
        first.look(visit);
        Identity second = identity("Z0_SESSION", "session");
        visit.session = "x".repeat(1000) + "2";
        second.look(visit);
        assertNotEquals(first.session(), second.session());
    }

    @ParameterizedTest
    @CsvSource({
        "'acme\r\nX-Evil: 1', acmeX-Evil: 1",
        "'\u001b[31macme', [31macme",
        "'  acme\t', acme",
        "' \t ',",
        "'a\ud800b', ab",
        "'\udc00', ",
        "'a\u2028b', ab",
        "'\ud83d\ude00', \ud83d\ude00",
    })
    void hostileValuesAreCleaned(String value, String expected) {
        visit.headers.put("X-Tenant-Id", value);
        assertEquals(expected, tenant("header:X-Tenant-Id"));
    }

    @Test
    void longValuesAreCut() {
        visit.headers.put("X-Tenant-Id", "x".repeat(100_000));
        assertEquals("x".repeat(128), tenant("header:X-Tenant-Id"));
        visit.headers.put("X-Tenant-Id", "x".repeat(127) + "\ud83d\ude00");
        assertEquals("x".repeat(127), tenant("header:X-Tenant-Id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "&", "=", "%", ".", "a=&", ";", "+", "\ud800"})
    void hugeInputTakesNoTime(String piece) {
        String huge = piece.repeat(2_000_000);
        visit.path = huge;
        visit.query = huge;
        visit.headers.put("Host", huge);
        visit.headers.put("X", huge);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> tenant("path:1000000,query:shop,subdomain,header:X"));
    }
}
