package dev.z0.exporter.line;

import java.io.IOException;

/** What a job returned. */
final class Results {
    private Results() {}

    static void write(Key key, Object result, JsonLine out) throws IOException {
        if (result instanceof Number || result instanceof Boolean) {
            out.object(key);
            out.scalar("result", result);
            out.endObject();
        }
    }
}
