package dev.z0.agent.weaver;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Texts to look for in constant pools: whole ones (names and descriptors of methods) and the packages that type names
 * begin with. Filled once, then only read.
 */
final class Triggers {
    private static final int LONGEST = 512;

    private final List<String> texts = new ArrayList<>();
    private final int[][] byLength = new int[LONGEST][];
    private byte[][] bytes = {};
    private int[] packageNumbers = {};

    /** The number of a text that has to stand there as a whole. */
    int whole(String text) {
        int known = texts.indexOf(text);
        if (known >= 0) {
            return known;
        }
        int number = add(text);
        int length = bytes[number].length;
        if (length < LONGEST) {
            int[] same = byLength[length];
            int[] more = same == null ? new int[1] : java.util.Arrays.copyOf(same, same.length + 1);
            more[more.length - 1] = number;
            byLength[length] = more;
        }
        return number;
    }

    /** The number of a package that a type's name or a method's descriptor has to begin with. */
    int inPackageOf(String type) {
        String text = type.substring(0, type.lastIndexOf('/') + 1);
        int known = texts.indexOf(text);
        if (known >= 0) {
            return known;
        }
        int number = add(text);
        packageNumbers = java.util.Arrays.copyOf(packageNumbers, packageNumbers.length + 1);
        packageNumbers[packageNumbers.length - 1] = number;
        return number;
    }

    private int add(String text) {
        texts.add(text);
        bytes = java.util.Arrays.copyOf(bytes, texts.size());
        bytes[texts.size() - 1] = text.getBytes(StandardCharsets.UTF_8);
        return texts.size() - 1;
    }

    int size() {
        return texts.size();
    }

    /** Notes in {@code found} which triggers the text of {@code length} bytes at {@code at} is. */
    void look(byte[] file, int at, int length, boolean[] found) {
        if (length < LONGEST) {
            int[] candidates = byLength[length];
            if (candidates != null) {
                for (int number : candidates) {
                    if (!found[number] && matches(file, at, bytes[number])) {
                        found[number] = true;
                    }
                }
            }
        }
        // "java/sql/X" as a class, "Ljava/sql/X;" as a field's type, "(Ljava/sql/X;…" or "()Ljava/sql/X;" as a method's
        int from = at;
        int first = length == 0 ? 0 : file[at];
        if (first == '(' && length > 2) {
            from = file[at + 1] == ')' ? at + 2 : at + 1;
            first = file[from];
        }
        if (first == 'L') {
            from++;
        }
        for (int number : packageNumbers) {
            byte[] prefix = bytes[number];
            if (!found[number] && at + length - from >= prefix.length && matches(file, from, prefix)) {
                found[number] = true;
            }
        }
    }

    private static boolean matches(byte[] file, int at, byte[] text) {
        int last = text.length - 1;
        if (file[at + last] != text[last]) {
            return false;
        }
        for (int i = 0; i < last; i++) {
            if (file[at + i] != text[i]) {
                return false;
            }
        }
        return true;
    }
}
