package dev.z0.agent.core.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in, the answer is well-formed. The time-out only turns an endless loop into a failure. */
@Timeout(60)
class HostileSqlTest {

    private static final Pattern SUFFIX = Pattern.compile("(query|write|call|ddl|tx)\\.[a-z0-9_]{1,84}");

    private static final String[] SOUP = {
        "select",
        "from",
        "where",
        "with",
        "as",
        "insert",
        "into",
        "values",
        "update",
        "set",
        "delete",
        "using",
        "union",
        "(",
        ")",
        ",",
        ".",
        "'",
        "\"",
        "`",
        "[",
        "]",
        "{",
        "}",
        "?",
        "??",
        ":x",
        "::",
        "$1",
        "$$",
        "$a$",
        "@p",
        "%s",
        "--",
        "#",
        "/*",
        "*/",
        "\n",
        " ",
        "\\",
        "=",
        "<>",
        "->>",
        "in",
        "between",
        "and",
        "or",
        "not",
        "null",
        "exists",
        "call",
        "begin",
        "end",
        ";",
        "t",
        "a.b",
        "1",
        "1e",
        "0x",
        "q'[",
        "]'",
        "E'",
        "U&\"",
        "savepoint",
        "create",
        "table",
        "on",
        "\0",
        "\ud800",
        "\udc00",
        "\ufeff",
        "ü",
        "date",
        "extract",
        "join",
        "-",
        "+",
        "top",
        "explain",
        "truncate",
        "only"
    };

    /** Its own, since it gets full. */
    private final SqlCache cache = new SqlCache();

    @Test
    void survivesRandomCharacters() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder sql = new StringBuilder();
            int range = i % 2 == 0 ? 128 : 65536;
            for (int length = random.nextInt(200); length > 0; length--) {
                sql.append((char) random.nextInt(range));
            }
            check(sql.toString());
        }
    }

    @Test
    void survivesTokenSoup() {
        Random random = new Random(2);
        for (int i = 0; i < 50_000; i++) {
            StringBuilder sql = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                sql.append(SOUP[random.nextInt(SOUP.length)]).append(random.nextBoolean() ? " " : "");
            }
            check(sql.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                ")",
                "'",
                "\"x\" ",
                "`x",
                "[",
                "/*",
                "/* */ ",
                "/*/*",
                "--x\n",
                "# ",
                "#a",
                "a#",
                "$a$",
                "$",
                "?",
                ":",
                "a.",
                "a,",
                "1+",
                "(a)=1 and ",
                "((a)=",
                "a=b=",
                "with a as (",
                "a as (select ",
                "from a ",
                "from (",
                "select from ",
                "where a=1 or ",
                "(?,?),",
                "('a'),",
                "in (",
                "in (\"a\",\"b\"),",
                "\"a\".",
                "values(\"a\"),",
                "union ",
                "\\",
                "'\\",
                "E'\\'",
                "q'[",
                "- ",
                "x::",
                "not ",
                "(select 1)=",
                "\0",
                "\ud83d\ude00",
                "lower(a)=",
                ", a b",
                "join a b ",
                "->>'a'",
                "a ",
                "begin ",
                "case when a=1 then ",
                "5e+",
                "0x"
            })
    void readsABoundedPartOfOneMegabyte(String repeated) {
        for (String head :
                new String[] {"", "select a from t where ", "with a as (", "update t set x = ", "insert into t "}) {
            String sql = head + repeated.repeat(1_000_000 / repeated.length());
            SqlTokens tokens = SqlLexer.read(sql);
            assertEquals(SqlLexer.MAX_READ, tokens.sql.length());
            assertTrue(tokens.count <= SqlLexer.MAX_READ);
            check(sql);
        }
    }

    @Test
    void cutsTextBetweenCharacters() {
        String text = SqlStatement.of("select " + "\ud83d\ude00".repeat(3000)).text();
        assertEquals(1999, text.length());
        assertTrue(Character.isLowSurrogate(text.charAt(1998)));
    }

    @Test
    void keepsTheNumberOfNamesBounded() {
        Set<String> names = new HashSet<>();
        Random random = new Random(3);
        for (int i = 0; i < 30_000; i++) {
            String letters = Long.toString(random.nextLong(), 36).replaceAll("[^a-z]", "");
            names.add(check("select * from x" + letters + " where y" + letters + " = 1")
                    .nameSuffix());
        }
        assertTrue(names.size() < 2000, () -> names.size() + " names");
    }

    private SqlStatement check(String sql) {
        SqlStatement statement = cache.of(sql);
        String text = statement.text();
        assertTrue(text.length() <= 2000, sql);
        for (int i = 0; i < text.length(); i++) {
            assertTrue(!Character.isISOControl(text.charAt(i)), sql);
        }
        assertTrue(text.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff), sql);
        assertTrue(SUFFIX.matcher(statement.nameSuffix()).matches(), () -> statement.nameSuffix() + " of " + sql);
        assertTrue(statement.operation().matches("[A-Z]+"), sql);
        return statement;
    }
}
