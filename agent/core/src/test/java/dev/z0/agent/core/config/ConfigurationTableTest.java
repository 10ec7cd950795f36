package dev.z0.agent.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The table in docs/configuration.md says what the code says. */
class ConfigurationTableTest {
    private static final Path FILE = Path.of("..", "..", "docs", "configuration.md");
    private static final String START = "<!-- settings: ";
    private static final String END = "<!-- end of settings -->";

    @Test
    void theDocumentedTableIsTheEnum() throws IOException {
        String document = Files.readString(FILE);
        int start = document.indexOf('\n', document.indexOf(START)) + 1;
        int end = document.indexOf(END);
        if (Boolean.getBoolean("z0.test.update.docs")) {
            Files.writeString(FILE, document.substring(0, start) + table() + document.substring(end));
            return;
        }
        assertEquals(
                table(),
                document.substring(start, end),
                "docs/configuration.md is stale: run the test with -Dz0.test.update.docs=true");
    }

    private static String table() {
        StringBuilder table = new StringBuilder("| name | accepted | default | meaning |\n|---|---|---|---|\n");
        for (Setting setting : Setting.values()) {
            String standard = setting.standard().isEmpty() ? "" : '`' + setting.standard() + '`';
            table.append("| `").append(setting.name()).append("` | ");
            table.append(setting.accepted())
                    .append(setting.secret() ? " (*secret*)" : "")
                    .append(" | ");
            table.append(standard).append(" | ").append(setting.doc()).append(" |\n");
        }
        return table.toString();
    }
}
