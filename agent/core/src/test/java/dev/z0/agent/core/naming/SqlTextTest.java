package dev.z0.agent.core.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {

    private static final String SECRET = "s3cr3t";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
            select * from t where a = ?               | select  *  from\tt where a = 'x'
            select * from t where a in (?)            | select * from t where a in (1, 'b', ?)
            select * from t where a in(?) and b = ?   | select * from t where a in(1,2,3) and b = -5
            select * from t where (a, b) in ((?, ?))  | select * from t where (a, b) in ((1, 2), (3, 4), (5, 6))
            insert into t (a,b) values (?,?)          | insert into t (a,b) values (1,'x'),(-2,null),(?,true)
            insert into t values (?, ?), (?)          | insert into t values (1, 2), (3, 4), (5)
            select a - ?, b->>? from t                | select a - 1, b->>'c' from t
            select a from t where b is null limit ?   | select a from t where b is null limit 10;
            select a::int from t where b @> ?         | select a::int from t where b @> '{}'
            select a /* x */ from t                   | select a from t
            call p(?, ?, ?)                           | call p(:name, $1, @p1)
            savepoint ?                               | savepoint PGJDBC_AUTOSAVE_17
            """)
    void parameterises(String text, String sql) {
        assertEquals(text.replace("/* x */ ", ""), SqlStatement.of(sql).text());
    }

    @Test
    void dropsCommentsOfEveryKind() {
        assertEquals(
                "select a from t where b = ?",
                SqlStatement.of("/* a /* nested */ b */ select a -- it\n from # of mysql\n t /*+ hint */ where b = 1--")
                        .text());
        assertEquals(
                "select a from t",
                SqlStatement.of("/* /* plain */ select a from t /* again */").text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from t where a = '%s'",
                "select * from t where a = '%s",
                "select * from t where a = 'it''s %s'",
                "select * from t where a = 'it\\'s %s' and b = 'x'",
                "select * from t where a = 'C:\\' and b = '%s'",
                "select * from t where a = '\\\\' and b = '%s'",
                "select * from t where a = E'it\\'s %s'",
                "select * from t where a = e'\\\\\\'%s'",
                "select * from t where a = N'%s'",
                "select * from t where a = X'%s'",
                "select * from t where a = b'%s'",
                "select * from t where a = U&'\\0441 %s' uescape '!'",
                "select * from t where a = _utf8mb4'%s'",
                "select * from t where a = date'%s'",
                "select * from t where a = $$it's %s$$",
                "select * from t where a = $tag$ $$ it's %s $tag$ and b = 1",
                "select * from t where a = $tag$ %s",
                "select * from t where a = q'[it's %s]' and b = 1",
                "select * from t where a = Q'{%s}'",
                "select * from t where a = nq'!it's %s!'",
                "select * from t where a = q'[%s",
                "select * from t where a = \"%s\"",
                "select * from t where a = \"x\\\" %s\" and b = 1",
                "select * from t where a like \"%s\"",
                "select * from t where a in (\"x\", \"%s\")",
                "select \"%s\", a from t",
                "select concat(\"%s\", a) from t",
                "select trim(leading \"%s\" from a), trim(\"x\" from \"%s\") from t",
                "select * from `t` where a = \"%s\"",
                "select * from \"t\" where a = \"%s\"",
                "select * from \"t\" where \"a\" between \"x\" and \"%s\"",
                "insert into \"t\" (\"a\") values (\"%s\")",
                "insert into \"t\" (\"a\") values (lower(\"x\"), (\"%s\")), (1, \"%s\")",
                "insert into t values (\"%s\")",
                "update \"t\" set \"a\" = \"%s\" where \"b\" in (\"%s\")",
                "select * from t where a = \"%s",
                "select * from `t where a = %s",
                "select * from t where a = ['%s']",
                "select array[\"%s\"] from t",
                "select * from t # it's\n where a = '%s'",
                "select * from t where a = 5--'x\n%s' and b = 1",
                "select * from t where a = b#'x\n%s' and b = 1",
                "select * from t where a = b # 'x\n%s' and b = 1",
                "/* a /* b */ select '*/ %s' /* c */ */",
                "create user x identified by '%s'",
                "create user x identified with plugin as \"%s\"",
                "select * from t where a = 0x%s",
                "select * from t where a = 1%s",
                "exec p @a = '%s'",
                "{call p('%s')}",
                "set password = '%s'",
                "{ts '%s'}",
                "'%s'",
                "\"%s\"",
                "do $body$ begin perform '%s'; end $body$",
            })
    void leaksNoLiteral(String template) {
        SqlStatement statement = SqlStatement.of(template.replace("%s", SECRET));
        assertFalse(statement.text().contains(SECRET), statement::text);
        assertFalse(statement.nameSuffix().contains("s3cr3t"), statement::nameSuffix);
        assertFalse(String.valueOf(statement.table()).contains(SECRET), statement::table);
        assertTrue(statement.text().isEmpty() || statement.text().contains("?"), statement::text);
    }

    @Test
    void keepsQuotedIdentifiersWhereQuotingIsClear() {
        String jooq =
                "select \"public\".\"facts\".\"id\" from \"public\".\"facts\" where \"public\".\"facts\".\"id\" = ?";
        assertEquals(jooq, SqlStatement.of(jooq).text());
        String hibernate = "insert into item (\"order\",\"id\") values (?,?)";
        assertEquals(hibernate, SqlStatement.of(hibernate).text());
        String server = "select [a b] from [dbo].[t] where [c] = ?";
        assertEquals(server, SqlStatement.of(server).text());
    }

    @Test
    void sharesOneInstanceAmongAllLiterals() {
        SqlStatement first = SqlStatement.of("select * from lines where ticket = 0 and label = 'x0'");
        for (int i = 1; i < 1000; i++) {
            String label = i % 7 == 0 ? "it''s" : "x" + i;
            assertSame(
                    first, SqlStatement.of("select * from lines where ticket = " + i + " and label = '" + label + "'"));
        }
    }

    @Test
    void findsAKnownStatementBehindAMillionUniqueOnes() {
        String known = "select * from hot where id = ?";
        SqlStatement statement = SqlStatement.of(known);
        for (int i = 0; i < 100_000; i++) {
            SqlStatement.of("select * from cold where id = " + i);
            assertSame(statement, SqlStatement.of(known));
        }
    }

    @Test
    void sharesOneInstanceAmongListsCutByTheLimit() {
        assertSame(inList(10_000), inList(11_000));
        assertSame(rows(3_000), rows(3_500));
        assertEquals("insert into t (a, b) values (?, ?)", rows(3_000).text());
    }

    private static SqlStatement inList(int count) {
        return SqlStatement.of("select * from t where id in (" + "123456, ".repeat(count) + "1)");
    }

    private static SqlStatement rows(int count) {
        return SqlStatement.of("insert into t (a, b) values " + "(1234, 'x'), ".repeat(count) + "(1, 2)");
    }

    @Test
    void tellsLongStatementsApartThatDifferBehindTheCut() {
        String columns = "a_rather_long_column_name, ".repeat(100) + "z";
        SqlStatement byId = SqlStatement.of("select " + columns + " from facts where id = ?");
        SqlStatement byName = SqlStatement.of("select " + columns + " from facts where name = ?");
        assertEquals(2000, byId.text().length());
        assertEquals("query.facts_by_id", byId.nameSuffix());
        assertEquals("query.facts_by_name", byName.nameSuffix());
        assertNotSame(byId, byName);
    }

    @Test
    void tellsVerbTableAndKind() {
        SqlStatement insert = SqlStatement.of("insert into App.\"Facts\" (id) values (1)");
        assertEquals("INSERT", insert.operation());
        assertEquals("Facts", insert.table());
        assertEquals("write", insert.kind());
        assertTrue(insert.isInsert());
        assertFalse(SqlStatement.of("update facts set a = 1").isInsert());
        assertNull(SqlStatement.of("select 1").table());
        assertEquals("OTHER", SqlStatement.of(null).operation());
        assertEquals("", SqlStatement.of(null).text());
        assertEquals("CALL", SqlStatement.of("{? = call f(?)}").operation());
    }
}
