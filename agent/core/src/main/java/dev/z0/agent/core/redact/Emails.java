package dev.z0.agent.core.redact;

/** E-mail addresses, found by their at sign (also as {@code %40}). */
final class Emails {
    private static final int LONGEST_LOCAL = 64;
    private static final int LONGEST_DOMAIN = 255;
    private static final String[] FILE_ENDINGS = {
        "png",
        "jpg",
        "jpeg",
        "gif",
        "svg",
        "webp",
        "js",
        "css",
        "html",
        "json",
        "xml",
        "jar",
        "java",
        "class",
        "yml",
        "yaml",
        "txt",
        "log",
        "properties"
    };

    private Emails() {}

    /** The address around the at sign at {@code at}, which is {@code width} characters wide; none starts before floor. */
    static long find(CharSequence in, int at, int width, int floor) {
        int from = at;
        int least = Math.max(floor, at - LONGEST_LOCAL);
        while (from > least && isLocal(in.charAt(from - 1))) {
            from--;
        }
        while (from < at && !Chars.isAlnum(in.charAt(from)) && in.charAt(from) != '_') {
            from++;
        }
        if (from == at || Chars.isWord(in, from, at, "git")) {
            return Found.NONE;
        }
        int to = domainEnd(in, at + width);
        return to < 0 ? Found.NONE : Found.of(Found.EMAIL, from, to);
    }

    private static boolean isLocal(char c) {
        return Chars.isAlnum(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-' || c == '\'';
    }

    /** The index behind the last label that can be a top-level domain, or -1. */
    private static int domainEnd(CharSequence in, int start) {
        int end = -1;
        int numbers = 0;
        int label = start;
        while (label - start < LONGEST_DOMAIN) {
            int next = labelEnd(in, label);
            int trimmed = next;
            while (trimmed > label && in.charAt(trimmed - 1) == '-') {
                trimmed--;
            }
            if (trimmed == label) {
                break;
            }
            if (label > start && numbers < 2 && isTopLevel(in, label, trimmed)) {
                end = trimmed;
            }
            if (Chars.digitsEnd(in, label) == trimmed) {
                numbers++; // two in a row are a version: hibernate@5.4.Final
            }
            if (trimmed < next || Chars.at(in, next) != '.') {
                break;
            }
            label = next + 1;
        }
        return end;
    }

    private static int labelEnd(CharSequence in, int start) {
        int end = start;
        while (end < in.length() && end - start < 64 && (Chars.isAlnum(in.charAt(end)) || in.charAt(end) == '-')) {
            end++;
        }
        return end;
    }

    private static boolean isTopLevel(CharSequence in, int from, int to) {
        if (to - from < 2 || to - from > 24 || Chars.isAnyWord(in, from, to, FILE_ENDINGS)) {
            return false;
        }
        if (Chars.startsWith(in, from, "xn--")) {
            return true;
        }
        for (int i = from; i < to; i++) {
            if (!Chars.isLetter(in.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
