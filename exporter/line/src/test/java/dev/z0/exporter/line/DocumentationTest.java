package dev.z0.exporter.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The schema and the tables in docs/telemetry.md say what the code does. */
class DocumentationTest {
    private static final Path FILE = Path.of("..", "..", "docs", "telemetry.md");
    private static final String START = "<!-- keys: ";
    private static final String END = "<!-- end of keys -->";

    private static final JsonNode DEFINITIONS = LineSchema.text().get("$defs");

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode line(Kind kind) {
        return DEFINITIONS.get("line_" + kind.text());
    }

    @Test
    void theSchemaHasEachKindsKeysInOrder() {
        EnumSet<Key> documented = EnumSet.noneOf(Key.class);
        for (Kind kind : Kind.values()) {
            List<String> keys = new ArrayList<>();
            for (Key key : kind.keys()) {
                keys.add(key.text());
                documented.add(key);
            }
            keys.add(Key.TRUNCATED.text());
            assertEquals(keys, names(line(kind).get("properties")));
        }
        assertEquals(EnumSet.of(Key.TRUNCATED, Key.ERROR, Key.TYPE, Key.SUCCESS), EnumSet.complementOf(documented));
    }

    @Test
    void theSchemaHasTheKeysOfInnerObjects() {
        Set<String> inner = new TreeSet<>(List.of("message", "stack")); // of the worker preset's error
        for (String name : names(DEFINITIONS)) {
            JsonNode definition = DEFINITIONS.get(name);
            JsonNode object = definition.has("items") ? definition.get("items") : definition;
            if (!name.startsWith("line_") && object.has("properties")) {
                inner.addAll(names(object.get("properties")));
            }
        }
        Set<String> written = new TreeSet<>();
        for (Inner key : Inner.values()) {
            written.add(key.name().toLowerCase(Locale.ROOT));
        }
        assertEquals(written, inner);
    }

    @Test
    void theExamplesAreValid() {
        for (Kind kind : Kind.values()) {
            ObjectNode example = new ObjectMapper().createObjectNode();
            for (String key : names(line(kind).get("properties"))) {
                example.set(
                        key,
                        key.equals("kind")
                                ? example.textNode(kind.text())
                                : DEFINITIONS.get(key).get("examples").get(0));
            }
            LineSchema.validate(example);
        }
    }

    @Test
    void theDocumentedTableIsTheSchema() throws IOException {
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

    @Test
    void theDocumentedPresetsHaveTheirKeys() throws IOException {
        List<String> found = new ArrayList<>();
        String documented = "";
        for (String row : Files.readAllLines(FILE)) {
            String[] cells = row.split(" *\\| *");
            if (cells.length != 4) {
                continue;
            }
            documented =
                    cells[1].isEmpty() ? documented : cells[1].replace("`", "").toUpperCase(Locale.ROOT);
            for (Preset preset : Preset.values()) {
                for (Kind kind : Kind.values()) {
                    if (preset.name().equals(documented) && cells[2].contains(kind.text())) {
                        assertTrue(row.contains(shown(preset.columns(kind))), () -> preset + " " + kind + ": " + row);
                        found.add(preset + " " + kind);
                    }
                }
            }
        }
        assertEquals(8, found.size(), found::toString);
    }

    private static String shown(String[] columns) {
        StringBuilder shown = new StringBuilder();
        for (String column : columns) {
            shown.append(' ').append(column.substring(column.indexOf('=') + 1));
        }
        return shown.append(' ')
                .toString()
                .replace(" error ", " error{message,stack} ")
                .trim();
    }

    private static String table() {
        StringBuilder table = new StringBuilder("| key | lines | type | example | meaning |\n|---|---|---|---|---|\n");
        for (Key key : Key.values()) {
            String lines = lines(key);
            if (lines.isEmpty()) {
                continue;
            }
            JsonNode definition = DEFINITIONS.get(key.text());
            JsonNode shown =
                    definition == null ? null : definition.get("examples").get(0);
            String example = key == Key.KIND ? "\"request\"" : shown.toString();
            String meaning = key == Key.KIND
                    ? "What the line is about."
                    : definition.get("description").asText();
            table.append("| `").append(key.text()).append("` | ").append(lines);
            table.append(" | ")
                    .append(key == Key.KIND ? "string" : type(definition))
                    .append(" | ");
            table.append(example.length() > 90 ? "" : '`' + example.replace("|", "\\|") + '`');
            table.append(" | ").append(meaning).append(" |\n");
            if (definition != null) {
                inner(key, definition, table);
            }
        }
        return table.toString();
    }

    private static void inner(Key key, JsonNode definition, StringBuilder table) {
        boolean array = definition.has("items");
        JsonNode properties = (array ? definition.get("items") : definition).get("properties");
        if (properties != null) {
            for (String name : names(properties)) {
                JsonNode inner = properties.get(name);
                table.append("| `")
                        .append(key.text())
                        .append(array ? "[]." : ".")
                        .append(name);
                table.append("` | | ").append(type(inner)).append(" | | ");
                table.append(inner.get("description").asText()).append(" |\n");
            }
        }
    }

    private static String type(JsonNode definition) {
        if (definition.has("enum")) {
            return definition
                    .get("enum")
                    .toString()
                    .replace("\"", "`")
                    .replaceAll("[\\[\\]]", "")
                    .replace(",", ", ");
        }
        if (definition.has("const")) {
            return '`' + definition.get("const").asText() + '`';
        }
        String type = definition.get("type").asText();
        return definition.has("items")
                ? "array of " + definition.get("items").get("type").asText() + 's'
                : type;
    }

    /** The kinds of lines that have the key, with a bullet where it is always there. */
    private static String lines(Key key) {
        StringBuilder lines = new StringBuilder();
        int always = 0;
        int count = 0;
        for (Kind kind : Kind.values()) {
            if (line(kind).get("properties").has(key.text())) {
                boolean required = line(kind).get("required").toString().contains('"' + key.text() + '"');
                lines.append(count++ == 0 ? "" : ", ").append(kind.text()).append(required ? " •" : "");
                always += required ? 1 : 0;
            }
        }
        boolean everywhere = count == Kind.values().length;
        return everywhere && (always == 0 || always == count) ? "all" + (always > 0 ? " •" : "") : lines.toString();
    }
}
