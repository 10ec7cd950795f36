package dev.z0.exporter.line;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.util.Set;

/** The published schema, as it is in the jar. */
final class LineSchema {
    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(LineExporter.class.getResourceAsStream("line.schema.json"));

    private LineSchema() {}

    static void validate(JsonNode line) {
        Set<ValidationMessage> problems = SCHEMA.validate(line);
        if (!problems.isEmpty()) {
            throw new AssertionError(problems + "\n" + line);
        }
    }

    /** The schema's own text. */
    static JsonNode text() {
        return SCHEMA.getSchemaNode();
    }
}
