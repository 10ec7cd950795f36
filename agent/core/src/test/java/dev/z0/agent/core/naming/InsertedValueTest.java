package dev.z0.agent.core.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InsertedValueTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "INSERT INTO t (type) VALUES (?) | 1",
                "insert into s.t(id,TYPE)values(?,?) | 2",
                "INSERT INTO t (a, \"type\", b) VALUES (?, ?, ?) | 2",
                "INSERT INTO t (a, [type]) VALUES (f(?, '?', (?)), ?) | 3",
                "INSERT INTO t (a, `type`) VALUES ('it''s ?, (', ?) | 1",
                "INSERT INTO t (type, a) VALUES (?, ?) RETURNING id | 1",
                "INSERT INTO t (a, type) VALUES (?, 'charge') | charge",
                "INSERT INTO t (a, type) VALUES (?, 'it''s') | none",
                "INSERT INTO t (a, type) VALUES (?, UPPER(?)) | none",
                "INSERT INTO t (a, type) VALUES (?, ?), (?, ?) | none",
                "INSERT INTO t (a, type) SELECT ?, ? FROM s | none",
                "INSERT INTO t VALUES (?, ?) | none",
                "INSERT INTO t (a, type) VALUES (? | none",
                "INSERT INTO t (a, type) VALUES (?, 'x | none",
                "INSERT INTO t (a, b) VALUES (?, ?) | none",
                "INSERT INTO t (a, type) VALUES (?) | none",
            })
    void isFoundWhereItIsPlain(String sql, String expected) {
        InsertedValue value = InsertedValue.of(sql, "type");
        String found = value == null ? "none" : value.parameter() == 0 ? value.text() : "" + value.parameter();
        assertEquals(expected, found);
    }

    @Test
    void garbageIsNothing() {
        assertNull(InsertedValue.of(null, "type"));
        assertNull(InsertedValue.of("x".repeat(1_000_000), "type"));
        String sample = "INSERT INTO t (a, type) VALUES ((?), 'x', \"y\", ?)";
        Random random = new Random(3);
        for (int i = 0; i < 50_000; i++) {
            char[] chars = sample.toCharArray();
            for (int n = 0; n < 3; n++) {
                chars[random.nextInt(chars.length)] = "()'\"`,? x".charAt(random.nextInt(9));
            }
            InsertedValue.of(new String(chars), "type");
        }
    }
}
