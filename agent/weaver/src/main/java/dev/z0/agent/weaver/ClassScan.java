package dev.z0.agent.weaver;

import java.nio.charset.StandardCharsets;

/**
 * A first, cheap look at a class file as it loads: its supertypes, and which of the texts that hooks look for stand in
 * its constant pool. One pass over the pool; nothing else of the file is read.
 */
final class ClassScan {
    private final byte[] file;
    private final int[] entries;
    private final int header;

    /** Which triggers were found, by number. */
    final boolean[] found;

    ClassScan(byte[] file, Triggers triggers) {
        this.file = file;
        int count = ConstantPool.u2(file, 8);
        entries = new int[count];
        found = new boolean[triggers.size()];
        int at = 10;
        for (int i = 1; i < count; i++) {
            entries[i] = at;
            int tag = file[at];
            if (tag == 1) {
                int length = ConstantPool.u2(file, at + 1);
                triggers.look(file, at + 3, length, found);
                at += 3 + length;
            } else {
                at = ConstantPool.next(file, at);
                if (tag == 5 || tag == 6) {
                    i++;
                }
            }
        }
        header = at;
    }

    /** The class's supertypes: its superclass, where it has one, and its interfaces. */
    String[] supertypes() {
        int superclass = ConstantPool.u2(file, header + 4);
        int interfaces = ConstantPool.u2(file, header + 6);
        int first = superclass == 0 ? 0 : 1;
        String[] all = new String[interfaces + first];
        if (first == 1) {
            all[0] = className(superclass);
        }
        for (int i = 0; i < interfaces; i++) {
            all[i + first] = className(ConstantPool.u2(file, header + 8 + 2 * i));
        }
        return all;
    }

    boolean isInterface() {
        return (ConstantPool.u2(file, header) & 0x0200) != 0;
    }

    private String className(int index) {
        int utf8 = entries[ConstantPool.u2(file, entries[index] + 1)];
        return new String(file, utf8 + 3, ConstantPool.u2(file, utf8 + 1), StandardCharsets.UTF_8);
    }
}
