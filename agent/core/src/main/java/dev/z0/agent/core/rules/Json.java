package dev.z0.agent.core.rules;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of a JSON text with comments, and where it stands in it. Not changed once it is read. */
final class Json {
    private static final int DEEPEST = 16;

    private final Object value;
    private final int line;
    private final int column;

    private Json(Object value, JsonLocation at) {
        this.value = value;
        this.line = at.getLineNr();
        this.column = at.getColumnNr();
    }

    /**
     * Reads a text.
     *
     * @throws com.fasterxml.jackson.core.JsonProcessingException where it is not JSON
     */
    static Json read(byte[] text) throws IOException {
        JsonFactory factory = JsonFactory.builder()
                .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                .streamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                .build();
        try (JsonParser parser = factory.createParser(text)) {
            parser.nextToken();
            Json all = value(parser);
            parser.nextToken(); // nothing but comments may follow
            return all;
        }
    }

    private static Json value(JsonParser parser) throws IOException {
        JsonLocation at = parser.currentTokenLocation();
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, Json> fields = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                parser.nextToken();
                fields.put(key, value(parser));
            }
            return new Json(fields, at);
        }
        if (token == JsonToken.START_ARRAY) {
            List<Json> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(value(parser));
            }
            return new Json(elements, at);
        }
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            return new Json(parser.getDoubleValue(), at);
        }
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return new Json(token == JsonToken.VALUE_TRUE, at);
        }
        return new Json(token == JsonToken.VALUE_STRING ? parser.getText() : null, at);
    }

    /** Line and column, from 1. */
    String place() {
        return line + ":" + column;
    }

    String text() throws BadRule {
        return as(String.class, "a text");
    }

    boolean flag() throws BadRule {
        return as(Boolean.class, "true or false");
    }

    double number() throws BadRule {
        return as(Double.class, "a number");
    }

    @SuppressWarnings("unchecked")
    List<Json> list() throws BadRule {
        return as(List.class, "a list");
    }

    @SuppressWarnings("unchecked")
    Map<String, Json> fields() throws BadRule {
        return as(Map.class, "an object");
    }

    private <T> T as(Class<T> type, String expected) throws BadRule {
        if (!type.isInstance(value)) {
            throw new BadRule("takes " + expected, this);
        }
        return type.cast(value);
    }
}
