package dev.z0.exporter.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of metrics in docs/telemetry.md is that of the code, and names follow the grammar. */
class DocumentationTest {
    private static final Path FILE = Path.of("..", "..", "docs", "telemetry.md");
    private static final String START = "<!-- metrics: ";
    private static final String END = "<!-- end of metrics -->";

    @Test
    void theDocumentedTableIsTheEnum() throws IOException {
        String document = Files.readString(FILE);
        int start = document.indexOf('\n', document.indexOf(START)) + 1;
        int end = document.indexOf(END);
        assertTrue(start > 0 && end >= start, "docs/telemetry.md has a place for the table");
        if (Boolean.getBoolean("z0.test.update.docs")) {
            Files.writeString(FILE, document.substring(0, start) + table() + document.substring(end));
            return;
        }
        assertEquals(
                table(),
                document.substring(start, end),
                "docs/telemetry.md is stale: run the test with -Dz0.test.update.docs=true");
    }

    private static String table() {
        StringBuilder table = new StringBuilder("| metric | type | unit | labels | meaning |\n|---|---|---|---|---|\n");
        for (Metric metric : Metric.values()) {
            table.append("| `").append(metric.text()).append("` | ").append(metric.kind().type);
            table.append(" | ").append(unit(metric)).append(" | ");
            table.append(Stream.of(metric.labels()).map(l -> '`' + l + '`').collect(Collectors.joining(", ")));
            table.append(" | ").append(metric.doc()).append(" |\n");
        }
        return table.toString();
    }

    private static String unit(Metric metric) {
        String name = metric.text().replace("_total", "");
        return metric.kind().unit.equals("By") || name.endsWith("_bytes")
                ? "bytes"
                : metric.kind().unit.equals("s") || name.endsWith("_seconds")
                        ? "s"
                        : name.endsWith("_ms") ? "ms" : name.endsWith("_usd") ? "USD" : "";
    }

    @Test
    void namesFollowTheGrammar() {
        Set<String> names = new HashSet<>();
        for (Metric metric : Metric.values()) {
            String name = metric.text();
            assertTrue(names.add(name), name);
            if (!metric.isSemanticConvention()) {
                assertTrue(name.matches("z0(_[a-z0-9]+){2,}"), name);
                assertEquals(metric.kind().type.equals("counter"), name.endsWith("_total"), name);
                assertTrue(!metric.kind().type.equals("histogram") || name.endsWith("_ms"), name);
                assertEquals("", metric.kind().unit, name);
            }
        }
    }
}
