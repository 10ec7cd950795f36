package dev.z0.agent.core.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {

    private static final Pattern NAME = Pattern.compile("z0\\.[a-z0-9_]+\\.[a-z0-9_]+\\.[a-z0-9_]+");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            POST   | /api/tickets/{id}/lines                  | z0.web.tickets.post_lines
            GET    | /api/v2/tickets/{id}                     | z0.web.tickets.get_by_id
            GET    | /                                        | z0.web.root.get
            GET    |                                          | z0.web.root.get
            GET    | /tickets                                 | z0.web.tickets.get
            GET    | /tickets/                                | z0.web.tickets.get
            PUT    | /api/tickets/{ticketId}/lines/{lineId}   | z0.web.tickets.put_lines_by_id
            GET    | /a/{id:[0-9]{3}/[^/]+}                   | z0.web.a.get_by_id
            GET    | {id : \\d+}                              | z0.web.root.get_by_id
            GET    | /users/:id/posts                         | z0.web.users.get_posts
            GET    | /users/<int:id>                          | z0.web.users.get_by_id
            GET    | /files/{name}.json                       | z0.web.files.get_by_id
            GET    | /**                                      | z0.web.any.get
            GET    | /x/*                                     | z0.web.x.get
            GET    | *.do                                     | z0.web.do.get
            GET    | /api                                     | z0.web.api.get
            GET    | /api/v1/{id}                             | z0.web.api.get_by_id
            GET    | /{tenant}/openTickets                    | z0.web.open_tickets.get
            BREW   | /pots                                    | z0.web.pots.other
            get    | /pots                                    | z0.web.pots.other
            GET    | /tickets/12?q=a/b                        | z0.web.tickets.get_by_id
            DELETE | /tickets/550e8400-e29b-41d4-a716-446655440000 | z0.web.tickets.delete_by_id
            GET    | /$/stats                                 | z0.web.stats.get
            GET    | /odata/$metadata                         | z0.web.odata.get_metadata
            GET    | /oauth2/authorize;jsessionid=AB12        | z0.web.oauth2.get_authorize
            """)
    void namesRoutes(String method, String route, String name) {
        assertEquals(name, Routes.webName(method, route));
        assertSame(Routes.webName(method, route), Routes.webName(method, route));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            /tickets/17/lines            | /tickets/{id}/lines
            /api/v2/tickets              | /api/v2/tickets
            /                            | /
            //                           | /
            /a/b/c/d/e/f/g/h             | /a/b/c/d/e/f/*
            /static/app.3f2a91.js        | /static/*.js
            /files/report.exe            | /files/{file}
            /users/jo@example.org        | /users/{id}
            /users/jo%40example.org/x    | /users/{id}/x
            /john.doe/x                  | /{id}/x
            /$/stats                     | /$/stats
            """)
    void guessesTemplates(String path, String template) {
        assertEquals(template, Routes.templateOf(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "2024-01-31",
                "550e8400-e29b-41d4-a716-446655440000",
                "deadbeef1",
                "DEADBEEF0123",
                "ord_12345",
                "dQw4w9WgXcQ",
                "YWxhZGRpbjpvcGVuIHNlc2FtZQ==",
                "01ARZ3NDEKTSV4RRFFQ69G5FAV",
                "a@b.de",
                "a%20b",
                "x.y",
                "cus_NffrFeUfNV2Hib",
                "cus_NffrFeUfNVyHib",
                "thisisaverylongsegmentthatnobodywouldwrite",
                "a,b",
                "ü",
                "TABCD1234",
                "x7Gk2P",
                "BcDfGhJkLmNpQrSt",
                "+49170",
                "$17",
                "$a$b"
            })
    void takesValuesForIds(String segment) {
        assertTrue(Identifiers.isId(segment));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tickets",
                "open-tickets",
                "open_tickets",
                "openTickets",
                "getUserById",
                "oauth2",
                "oauth2callback",
                "s3",
                "i18n",
                "k8s",
                "h2-console",
                "forgot-password",
                "terms-and-conditions",
                "md5",
                "top10",
                "facade",
                "decade",
                "authentication-providers",
                "X",
                "SOAP",
                "$",
                "$metadata",
                "internationalization"
            })
    void takesWordsForWords(String segment) {
        assertTrue(!Identifiers.isId(segment));
    }

    @Test
    void labelsMethods() {
        assertEquals("PATCH", Routes.methodLabel("PATCH"));
        assertEquals("_OTHER", Routes.methodLabel("PROPFIND"));
        assertEquals("_OTHER", Routes.methodLabel("get"));
        assertEquals("_OTHER", Routes.methodLabel(null));
    }

    @Test
    void givesFewNamesToManyPaths() {
        RouteNames routes = new RouteNames(1);
        Set<String> names = new HashSet<>();
        Set<String> templates = new HashSet<>();
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            String path = "/api/tickets/" + id(random, i) + (i % 3 == 0 ? "/lines/" + id(random, i / 7) : "");
            names.add(routes.webName(0, "get", path));
            templates.add(routes.templateOf(path));
        }
        assertTrue(names.size() < 100, () -> names.size() + " names");
        assertTrue(templates.size() < 100, () -> templates.size() + " templates");
    }

    private static String id(Random random, int i) {
        switch (i % 6) {
            case 0:
                return Integer.toString(random.nextInt(1_000_000));
            case 1:
                return new UUID(random.nextLong(), random.nextLong()).toString();
            case 2:
                return Long.toHexString(random.nextLong() | 1L << 60);
            case 3:
                return "user" + random.nextInt() + "@example.org";
            case 4:
                return base62(random, 22);
            default:
                return "ord-" + (10_000 + random.nextInt(90_000));
        }
    }

    private static String base62(Random random, int length) {
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < length; i++) {
            id.append("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".charAt(random.nextInt(62)));
        }
        return id.toString();
    }

    @Test
    void learnsWhereWordsAreValues() {
        RouteNames routes = new RouteNames(1);
        Set<String> early = new HashSet<>();
        for (int i = 0; i < 30; i++) {
            early.add(routes.templateOf("/t/" + word(i) + "/orders"));
        }
        assertEquals(30, early.size(), "few words are an interface's own");
        Set<String> late = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            late.add(routes.templateOf("/t/" + word(i) + "/orders"));
            late.add(routes.templateOf("/t/" + word(i) + "/articles/how-to-" + word(i * 31)));
            late.add(routes.templateOf("/api/v2/users/" + word(i)));
            late.add(routes.templateOf("/api/v2/users/" + word(i) + "/avatar.png"));
            late.add(routes.templateOf("/login"));
        }
        for (int i = 0; i < 100; i++) {
            assertEquals("/t/{id}/orders", routes.templateOf("/t/" + word(i) + "/orders"));
            assertEquals("/t/{id}/articles/{id}", routes.templateOf("/t/x/articles/how-to-" + word(i)));
            assertEquals("/api/v2/users/{id}", routes.templateOf("/api/v2/users/" + word(i)));
            assertEquals("/api/v2/users/{id}/*.png", routes.templateOf("/api/v2/users/" + word(i) + "/a.png"));
        }
        assertEquals("/login", routes.templateOf("/login"));
        assertEquals("/t", routes.templateOf("/t"));
        assertTrue(late.size() < 200, () -> late.size() + " templates");
    }

    @Test
    void keepsTheManyBeginningsOfAnInterface() {
        RouteNames routes = new RouteNames(1);
        for (int i = 0; i < 200; i++) {
            routes.templateOf("/" + word(i));
        }
        assertEquals("/" + word(0), routes.templateOf("/" + word(0)));
        assertEquals("/{id}", routes.templateOf("/" + word(200)));
        assertEquals("/{id}", routes.templateOf("/" + word(0)));
    }

    /** Letters only, another one for each number. */
    private static String word(int number) {
        StringBuilder word = new StringBuilder();
        for (int rest = number; word.length() < 6; rest /= 13) {
            word.append("bcdfghklmnprs".charAt(rest % 13)).append("aeiou".charAt(rest % 5));
        }
        return word.toString();
    }

    @Test
    void boundsTheNamesOfNoise() {
        RouteNames routes = new RouteNames(1);
        Set<String> names = new HashSet<>();
        Set<String> templates = new HashSet<>();
        Random random = new Random(2);
        for (int i = 0; i < 100_000; i++) {
            StringBuilder path = new StringBuilder("/");
            for (int length = random.nextInt(40); length > 0; length--) {
                path.append((char) (random.nextInt(4) == 0 ? '/' : 'a' + random.nextInt(26)));
            }
            String name = routes.webName(0, "get", path.toString());
            assertTrue(NAME.matcher(name).matches() && name.length() <= 120, name);
            names.add(name);
            templates.add(routes.templateOf(path.toString()));
        }
        assertTrue(names.size() <= 1001, () -> names.size() + " names");
        assertTrue(templates.size() <= 1002, () -> templates.size() + " templates");
    }

    @Test
    void survivesRandomCharacters() {
        RouteNames routes = new RouteNames(1);
        Random random = new Random(3);
        for (int i = 0; i < 50_000; i++) {
            StringBuilder path = new StringBuilder();
            for (int length = random.nextInt(60); length > 0; length--) {
                path.append(
                        random.nextBoolean()
                                ? (char) random.nextInt(65536)
                                : "/{}:<>*.?#;%@a1".charAt(random.nextInt(15)));
            }
            String name = routes.webName(0, "get", path.toString());
            assertTrue(NAME.matcher(name).matches() && name.length() <= 120, name);
            assertTrue(routes.templateOf(path.toString()).matches("(/[A-Za-z0-9_~.{}*-]+)+|/"), path::toString);
        }
    }
}
