package dev.z0.agent.core.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in: no exception, the same result when applied twice, and work in proportion to the length. */
class HostileTextTest {
    private static final String[] PIECES = {
        "@",
        "a@b.co",
        "eyJ",
        ".",
        "eyJhbGciOiJIUzI1NiJ9",
        "-----BEGIN ",
        "PRIVATE KEY",
        "-----",
        "-----END ",
        "://",
        "u:p@",
        "password",
        "token",
        "cookie",
        "=",
        ":",
        "\"",
        "'",
        "\\",
        "\\\"",
        "[",
        "]",
        "(",
        ")",
        "{",
        "}",
        "<",
        ">",
        "${",
        "must be ",
        "sk-",
        "Bearer ",
        "Basic ",
        "4111",
        "1111",
        "DE89",
        "3704",
        "+49",
        "0",
        "17",
        "555",
        " ",
        "-",
        "\n",
        ",",
        ";",
        "&",
        "%40",
        "/",
        "?",
        "#",
        "phone",
        "[redacted:",
        "email]",
        "x",
        "Z",
        "é",
        "\ud83d",
        "\ude00",
        "\u0000",
        "authorization",
        "pwd",
        "*"
    };

    @Test
    void randomTextIsRedactedOnceAndForAll() {
        Random random = new Random(11);
        for (int round = 0; round < 40_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int pieces = random.nextInt(24); pieces > 0; pieces--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            String once = Redactor.text(text.toString());
            assertEquals(once, Redactor.text(once), () -> "of " + text);
            assertNotNull(Redactor.url(text.toString()));
            assertNotNull(Redactor.path(text.toString()));
            assertNotNull(Redactor.jdbcUrl(text.toString()));
            assertNotNull(Redactor.clean(text.toString(), random.nextInt(30)));
        }
    }

    @Test
    void everyKindOfSecretStaysHiddenAmongOthers() {
        Corpus corpus = new Corpus(3);
        for (int round = 0; round < 2_000; round++) {
            String text = corpus.surrounded(corpus.email()) + "\n" + corpus.surrounded(corpus.jwt()) + "\n"
                    + corpus.privateKey() + "\n" + corpus.surrounded(corpus.iban()) + "\n"
                    + corpus.surrounded(corpus.card());
            String redacted = TextScan.redact(text).toString();
            for (String kind : new String[] {"email", "jwt", "key", "iban", "card"}) {
                assertTrue(redacted.contains("[redacted:" + kind + "]"), () -> kind + " in " + text + "\n" + redacted);
            }
            String all = Redactor.text(text);
            assertEquals(all, Redactor.text(all));
        }
    }

    /** Each of these makes a scanner that looks ahead without a bound walk over the same text again and again. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "@",
                "a@",
                "a.",
                "a@a.",
                "1",
                "1 ",
                "1111 ",
                "1-",
                "+1",
                "+1 ",
                "(1",
                "0170 ",
                "eyJ",
                "eyJ-",
                "eyJ.",
                "eyJ-.",
                "eyJaaaaaaaaaaaa.",
                "sk-",
                "sk-a",
                "Bearer ",
                "Bearer a",
                "Basic ",
                "Basic YTpi",
                "://",
                "://a:",
                "://a:b",
                "://@",
                "password",
                "password=",
                "password:",
                "password: ",
                "password=[",
                "password=[must be ",
                "password=\"",
                "password=\"must be ",
                "password='must be password=\"must be ",
                "password=\\\"must be ",
                "password=${",
                "cookie: ${",
                "cookie:must be ",
                "cookie=[no ",
                "token:",
                "token: ",
                "token: a.",
                "<password>",
                "<password>must be ",
                "authorization: a ",
                "-",
                "-----BEGIN ",
                "-----BEGIN PRIVATE ",
                "DE89",
                "DE89 ",
                "DE89370400440532013 ",
                "phone",
                "phone 1",
                "phone no no ",
                "%40",
                "a%40",
                "[",
                "[redacted:",
                "[redacted:email",
                "\\",
                "\\\"",
                "*",
                "password=*",
                "/",
                "/a;",
                "?",
                "?a",
                "&a",
                "#",
                "password={",
                "password=a@",
                "a_",
                "secret=:a"
            })
    void workGrowsWithTheLength(String piece) {
        int length = 20_000;
        long small = steps(piece.repeat(length / piece.length()));
        long large = steps(piece.repeat(10 * length / piece.length()));

        assertTrue(large <= 12 * small + 10_000, () -> small + " steps, then " + large);
        assertTrue(small <= 600L * length, () -> small + " steps for " + length + " characters");
    }

    private static long steps(String text) {
        Counted counted = new Counted(text);
        TextScan.redact(counted);
        return counted.steps;
    }

    /** Counts how often a character is looked at. */
    private static final class Counted implements CharSequence {
        private final String text;
        private long steps;

        private Counted(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            steps++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
