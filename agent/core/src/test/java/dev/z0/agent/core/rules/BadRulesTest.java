package dev.z0.agent.core.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong is named with its place, and the rest holds. */
class BadRulesTest {
    private static final String GOOD = "{\"method\": \"a.B#c\", \"as\": \"span\"}";

    private final RulesReader reader = new RulesReader();

    private Rules read(String json) throws IOException {
        return reader.read(json.getBytes(StandardCharsets.UTF_8));
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("{}", "3:1 'as' is missing"),
                Arguments.of("7", "3:1 takes an object"),
                Arguments.of("{\"as\": 7}", "3:8 takes a text"),
                Arguments.of("{\"as\": \"spam\"}", "3:8 'spam' is none of span, operation"),
                Arguments.of("{\"as\": \"span\"}", "3:1 'method' is missing"),
                Arguments.of("{\"as\": \"span\", \"method\": \"a.B\"}", "3:26 'a.B' is not like com.acme.Router#route"),
                Arguments.of("{\"as\": \"span\", \"method\": \"a.B#<init>\"}", "3:26 'a.B#<init>' is not like"),
                Arguments.of("{\"as\": \"span\", \"method\": \"a.B#c(int\"}", "3:26 'a.B#c(int' is not like"),
                Arguments.of("{\"as\": \"span\", \"method\": \"a.B#c(in t)\"}", "3:26 'in t' is no parameter type"),
                Arguments.of("{\"as\": \"span\", \"method\": \"a.B#c(,)\"}", "3:26 '' is no parameter type"),
                Arguments.of(
                        "{\"as\": \"span\", \"method\": \"java.util.List#add\"}",
                        "3:26 rules hook no classes of java.*"),
                Arguments.of(
                        "{\"as\": \"span\", \"method\": \"a.B#c\"}",
                        "3:8 the method is a span, operation, cron or fact already"),
                Arguments.of(
                        "{\"as\": \"span\", \"method\": \"a.B#d\", \"lable\": 1}",
                        "3:44 'lable' is none of method, as"),
                Arguments.of(
                        "{\"as\": \"span\", \"method\": \"a.B#d\", \"name\": \"z0.a.b\"}",
                        "3:43 'z0.a.b' is neither one word nor"),
                Arguments.of(
                        "{\"as\": \"span\", \"method\": \"a.B#d\", \"name\": \"z0.a.B.c\"}",
                        "3:43 'z0.a.B.c' is neither"),
                Arguments.of("{\"as\": \"span\", \"method\": \"a.B#d\", \"line\": 1}", "3:43 takes true or false"),
                Arguments.of("{\"as\": \"fact\", \"method\": \"a.B#d\"}", "3:1 'type' is missing"),
                Arguments.of("{\"as\": \"counter\", \"method\": \"a.B#d\"}", "3:1 'name' is missing"),
                Arguments.of(
                        "{\"as\": \"gauge\", \"method\": \"a.B#d\", \"name\": \"z0_a_b\"}", "3:1 'value' is missing"),
                Arguments.of(
                        "{\"as\": \"counter\", \"method\": \"a.B#d\", \"name\": \"z0_a_b\"}",
                        "3:46 the names of counters, and of nothing else"),
                Arguments.of(
                        "{\"as\": \"histogram\", \"method\": \"a.B#d\", \"name\": \"z0_a_total\"}",
                        "3:48 the names of counters"),
                Arguments.of(
                        "{\"as\": \"counter\", \"method\": \"a.B#d\", \"name\": \"z0__total\"}",
                        "3:46 'z0__total' is not like"),
                Arguments.of(
                        "{\"as\": \"counter\", \"method\": \"a.B#d\", \"name\": \"Z0_a_total\"}",
                        "3:46 'Z0_a_total' is not like"),
                Arguments.of(
                        "{\"as\": \"counter\", \"method\": \"a.B#d\", \"name\": \"z0_db_a_total\"}",
                        "3:46 z0_db_… are z0's own metrics"),
                Arguments.of(
                        "{\"as\": \"gauge\", \"method\": \"a.B#d\", \"name\": \"z0_k_n\", \"value\": \"ms\"}",
                        "3:44 z0_k_n is a metric of another kind or with other labels already"),
                Arguments.of(
                        "{\"as\": \"span\", \"method\": \"a.B#d\", \"attributes\": {\"A\": \"ms\"}}",
                        "3:55 'A' is no name in lower case"),
                Arguments.of(
                        "{\"as\": \"span\", \"method\": \"a.B#d\", \"attributes\": {\"a\": \"id\"}}",
                        "3:55 'id' does not begin with this"),
                Arguments.of(
                        "{\"as\": \"span\", \"method\": \"a.B#d\", \"attributes\": {\"a\": \"arg0..id\"}}",
                        "3:55 'arg0..id' is no path"),
                Arguments.of(
                        "{\"as\": \"span\", \"method\": \"a.B#d\", \"attributes\": {\"a\": \"arg0[id\"}}",
                        "3:55 'arg0[id' is no path"),
                Arguments.of(
                        "{\"as\": \"span\", \"method\": \"a.B#d\", \"attributes\": {\"a\": \"arg0[id]x\"}}",
                        "3:55 'arg0[id]x' has 'x' where"),
                Arguments.of(
                        "{\"as\": \"span\", \"method\": \"a.B#d\", \"attributes\": {\"a\": \"this.a.b.c.d.e.f.g.h.i\"}}",
                        "3:55 'this.a.b.c.d.e.f.g.h.i' is no path of at most 8 steps"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void oneWrongRuleIsNamed(String rule, String problem) throws IOException {
        String histogram = "{\"method\": \"a.B#k\", \"as\": \"histogram\", \"name\": \"z0_k_n\"}";
        Rules rules = read("{\"methods\": [" + GOOD + "," + histogram + ", // a comment\n\n" + rule + ",\n"
                + GOOD.replace("a.B", "x.Y") + "]}");
        assertEquals(1, reader.problems().size(), reader.problems().toString());
        assertTrue(
                reader.problems().get(0).startsWith(problem), reader.problems().get(0));
        assertNotNull(rules.of("a.B#c"));
        assertNotNull(rules.of("x.Y#c"));
        assertNull(rules.of("java.util.List#add"));
    }

    @Test
    void sectionsAreReadApart() throws IOException {
        read(
                "{\"method\": [], \"methods\": 7, \"facts\": [{\"tabel\": \"a\"}, {\"table\": \"\"}], \"external\": [{\"host\": \"a\"}],"
                        + "\"prices\": [{\"model\": \"m\", \"input\": -1}], \"ignore\": {\"routes\": [7, \"/a\"], \"jobs\": \"x\"}}");
        assertEquals(8, reader.problems().size(), reader.problems().toString());
    }

    @Test
    void noJsonIsNoRules() throws IOException {
        String[] texts = {
            "", "{", "[1, 2", "{\"a\": }", "nonsense", "[]", "null", "{\"methods\": []} x", "[".repeat(1000)
        };
        for (String text : texts) {
            RulesReader another = new RulesReader();
            Rules rules = another.read(text.getBytes(StandardCharsets.UTF_8));
            assertNull(rules, text);
            assertEquals(1, another.problems().size(), text);
        }
    }

    @Test
    void garbageIsToldAndNeverThrown() throws IOException {
        String sample = "{\"methods\": [" + GOOD
                + ", {\"method\": \"+a.B#c(int)\", \"as\": \"fact\", \"type\": \"arg0[x].y\"}],"
                + "\"facts\": [{\"table\": \"t\"}], \"ignore\": {\"routes\": [\"/x\"]}}";
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = sample.getBytes(StandardCharsets.UTF_8);
            for (int n = random.nextInt(4); n >= 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(128);
            }
            new RulesReader().read(bytes);
        }
    }
}
