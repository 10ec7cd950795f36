package dev.z0.agent.core.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** On what is JSON, the scanner must find what a full parser finds. */
class JsonScannerTest {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Map<String, Integer> PATHS = Map.of("a", 0, "a.b", 1, "b.a", 2, "b.a.c", 3, "c.c.c", 4);
    private static final List<String> LEAVES = List.of("a.b", "b.a.c", "c.c.c");
    private static final String[] NAMES = {"a", "b", "c", "a", "b", "c", "a", "b", "c", "é", "\"a\"", "a.b", ""};
    private static final String[] TEXTS = {"gpt-4o", "org/model", "}", "{\"a\":1}", "\\", "null", "[", "x,y:z"};

    @Test
    void findsWhatAFullParserFinds() throws IOException {
        Node root = new Node();
        PATHS.forEach(root::at);
        Random random = new Random(1);
        int found = 0;
        for (int round = 0; round < 20_000; round++) {
            ByteArrayOutputStream document = new ByteArrayOutputStream();
            try (JsonGenerator out = JSON.createGenerator(document)) {
                if (round % 2 == 0) {
                    out.useDefaultPrettyPrinter();
                }
                write(out, random, 0);
            }
            byte[] bytes = document.toByteArray();
            List<String> expected = new ArrayList<>();
            try (JsonParser parser = JSON.createParser(bytes)) {
                parser.nextToken();
                read(parser, "", expected);
            }
            assertEquals(
                    expected,
                    scan(root, bytes, 1 + random.nextInt(9)),
                    () -> document.toString(StandardCharsets.UTF_8));
            found += expected.size();
        }
        assertTrue(found > 10_000, found + " values are too few to prove anything");
    }

    private static List<String> scan(Node root, byte[] bytes, int chunk) {
        List<String> found = new ArrayList<>();
        JsonScanner scanner = new JsonScanner(root, new JsonScanner.Values() {
            @Override
            public void value(int field, byte[] text, int length) {
                found.add(field + "=" + new String(text, 0, length, StandardCharsets.US_ASCII));
            }

            @Override
            public void part(int field, byte[] part, int from, int to) {
                throw new AssertionError("no field of this test is long");
            }
        });
        for (int i = 0; i < bytes.length; i += chunk) {
            scanner.accept(bytes, i, Math.min(bytes.length, i + chunk));
        }
        return found;
    }

    private static void write(JsonGenerator out, Random random, int depth) throws IOException {
        int kind = depth < 2 ? 7 + random.nextInt(3) : random.nextInt(depth > 6 ? 7 : 10);
        switch (kind) {
            case 0, 1 -> out.writeNumber(random.nextInt());
            case 2 -> out.writeNumber(random.nextDouble());
            case 3 -> out.writeBoolean(random.nextBoolean());
            case 4 -> out.writeNull();
            case 5, 6 -> out.writeString(TEXTS[random.nextInt(TEXTS.length)]);
            case 7 -> {
                out.writeStartArray();
                for (int n = random.nextInt(4); n > 0; n--) {
                    write(out, random, depth + 1);
                }
                out.writeEndArray();
            }
            default -> {
                out.writeStartObject();
                for (int n = 1 + random.nextInt(6); n > 0; n--) {
                    out.writeFieldName(NAMES[random.nextInt(NAMES.length)]);
                    write(out, random, depth + 1);
                }
                out.writeEndObject();
            }
        }
    }

    private static void read(JsonParser parser, String path, List<String> found) throws IOException {
        JsonToken token = parser.currentToken();
        if (token.isStructStart() && LEAVES.contains(path)) {
            parser.skipChildren();
        } else if (token == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                read(parser, path, found);
            }
        } else if (token == JsonToken.START_OBJECT) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                boolean plain = name.equals("a") || name.equals("b") || name.equals("c");
                read(parser, plain ? path.isEmpty() ? name : path + "." + name : path + ".?", found);
            }
        } else if (token != JsonToken.VALUE_NULL && PATHS.containsKey(path)) {
            String text = parser.getText();
            if (!text.contains("\\") && !text.contains("\"")) { // what is escaped is not looked for
                found.add(PATHS.get(path) + "=" + text);
            }
        }
    }
}
