package dev.z0.agent.weaver;

import dev.z0.agent.core.weaving.Advice;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads and rewrites the constant pool of a class file: the part where all its names stand. */
final class ConstantPool {
    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;

    /** Bytes that an entry of each tag has after the tag; 0 for the tags that do not exist, and for UTF-8. */
    private static final int[] SIZES = {0, 0, 0, 4, 4, 8, 8, 2, 2, 4, 4, 4, 4, 0, 0, 3, 2, 4, 4, 2, 2};

    private ConstantPool() {}

    /** The class file with the advice's renaming applied to every text in it. */
    static byte[] rename(byte[] file, Advice renaming) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(file.length + 256);
        DataOutputStream out = new DataOutputStream(bytes);
        int count = u2(file, 8);
        out.write(file, 0, 10);
        int at = 10;
        for (int i = 1; i < count; i++) {
            int next = next(file, at);
            if (file[at] == UTF8) {
                // Advice is our own code: its names are ASCII, where UTF-8 and the class file's variant agree.
                String text = new String(file, at + 3, u2(file, at + 1), StandardCharsets.UTF_8);
                String renamed = renaming.rename(text);
                if (renamed == text || renamed.equals(text)) {
                    out.write(file, at, next - at);
                } else {
                    out.writeByte(UTF8);
                    out.writeUTF(renamed);
                }
            } else {
                out.write(file, at, next - at);
                if (file[at] == LONG || file[at] == DOUBLE) {
                    i++;
                }
            }
            at = next;
        }
        out.write(file, at, file.length - at);
        return bytes.toByteArray();
    }

    /** Where the entry after the one at {@code at} begins. */
    static int next(byte[] file, int at) {
        int tag = file[at];
        return tag == UTF8 ? at + 3 + u2(file, at + 1) : at + 1 + SIZES[tag];
    }

    static int u2(byte[] file, int at) {
        return (file[at] & 0xff) << 8 | file[at + 1] & 0xff;
    }
}
