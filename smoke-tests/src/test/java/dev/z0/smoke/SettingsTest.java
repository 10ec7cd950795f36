package dev.z0.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings that are wrong: one clear line each, and the program runs. */
class SettingsTest {

    @BeforeAll
    static void needsAgent() {
        Assumptions.assumeTrue(Agent.present(), "no agent");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("missing rules file", Map.of("Z0_RULES", "no/such/rules.json"), "no/such/rules.json"),
                Arguments.of("unknown setting", Map.of("Z0_LINEFILE", "x"), "Z0_LINE_FILE"),
                Arguments.of("unparsable value", Map.of("Z0_SLOW_MS", "soon"), "Z0_SLOW_MS"),
                Arguments.of("unknown instrumentation", Map.of("Z0_INSTRUMENTATIONS_DISABLED", "jdcb"), "jdbc"),
                Arguments.of("unwritable line file", Map.of("Z0_LINE_FILE", "stdout/lines"), "Z0_LINE_FILE"),
                Arguments.of(
                        "unreachable collector",
                        Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"),
                        "127.0.0.1:9"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void eachIsToldOnce(String name, Map<String, String> environment, String told) throws Exception {
        try (ServerProcess process = JobsTest.run("settings-" + name, Jdk.running(), environment)) {
            Lines lines = process.output();
            List<Line> warnings = lines.kind("agent").stream()
                    .filter(line -> !"info".equals(line.get("level")))
                    .toList();
            assertEquals(1, warnings.size(), () -> "warnings " + warnings);
            assertTrue(warnings.get(0).text().contains(told), warnings::toString);
            assertEquals(List.of(), lines.corrupted());
            assertEquals(4, lines.application().size(), () -> "" + lines.application());
            assertFalse(lines.kind("cron").isEmpty(), "the lines of the jobs go to standard output");
        }
    }
}
