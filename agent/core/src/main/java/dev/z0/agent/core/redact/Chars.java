package dev.z0.agent.core.redact;

/** Questions about characters, cheap and without locale. An index outside of the text is a space. */
final class Chars {
    private Chars() {}

    static char at(CharSequence in, int i) {
        return i >= 0 && i < in.length() ? in.charAt(i) : ' ';
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c > 127 && Character.isLetter(c);
    }

    static boolean isAlnum(char c) {
        return isDigit(c) || isLetter(c);
    }

    static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    static boolean isHex(char c) {
        return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }

    /** What an identifier, a kebab-case name or Base64 in URL form is made of, in ASCII. */
    static boolean isName(char c) {
        return isDigit(c) || c >= 'a' && c <= 'z' || isUpper(c) || c == '_' || c == '-';
    }

    static boolean isSpace(char c) {
        return c <= ' ' || c == '\u00a0' || c == '\u2028';
    }

    static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    static char lower(char c) {
        return isUpper(c) ? (char) (c + 32) : c;
    }

    /** Whether the text has {@code word} at {@code i}, letter case and all. */
    static boolean startsWith(CharSequence in, int i, String word) {
        if (i < 0 || in.length() - i < word.length()) {
            return false;
        }
        for (int j = 0; j < word.length(); j++) {
            if (in.charAt(i + j) != word.charAt(j)) {
                return false;
            }
        }
        return true;
    }

    /** Whether what stands from {@code from} to {@code to} is {@code word}, which is in lower case, in any case. */
    static boolean isWord(CharSequence in, int from, int to, String word) {
        if (to - from != word.length()) {
            return false;
        }
        for (int j = 0; j < word.length(); j++) {
            if (lower(in.charAt(from + j)) != word.charAt(j)) {
                return false;
            }
        }
        return true;
    }

    static boolean isAnyWord(CharSequence in, int from, int to, String[] words) {
        for (String word : words) {
            if (isWord(in, from, to, word)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the text has {@code word}, which is in lower case, anywhere, in any case. For short texts. */
    static boolean contains(CharSequence in, String word) {
        for (int i = 0; i + word.length() <= in.length(); i++) {
            if (isWord(in, i, i + word.length(), word)) {
                return true;
            }
        }
        return false;
    }

    /** The index behind the digits that start at {@code i}. */
    static int digitsEnd(CharSequence in, int i) {
        int end = i;
        while (end < in.length() && isDigit(in.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Whether a surrogate pair starts at {@code i}. */
    static boolean isPair(CharSequence in, int i) {
        return i + 1 < in.length()
                && Character.isHighSurrogate(in.charAt(i))
                && Character.isLowSurrogate(in.charAt(i + 1));
    }
}
