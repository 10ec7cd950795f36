package dev.z0.agent.weaver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads class files. */
final class Streams {
    private static final int TYPICAL_SIZE = 8192;

    private Streams() {}

    /** All that is left in the stream, which stays open. */
    static byte[] readAll(InputStream in) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(TYPICAL_SIZE);
        byte[] buffer = new byte[TYPICAL_SIZE];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
        }
        return out.toByteArray();
    }
}
