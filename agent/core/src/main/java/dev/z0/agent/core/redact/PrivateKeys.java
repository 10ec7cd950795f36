package dev.z0.agent.core.redact;

/** Private keys in PEM armour; certificates and public keys stay. */
final class PrivateKeys {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final int LONGEST_LABEL = 48;

    private PrivateKeys() {}

    /** The key whose armour starts at {@code i}; it goes to the end of the text if it was cut. */
    static long find(CharSequence in, int i) {
        if (!Chars.startsWith(in, i, BEGIN)) {
            return Found.NONE;
        }
        int label = i + BEGIN.length();
        int limit = Math.min(in.length(), label + LONGEST_LABEL);
        while (label < limit && in.charAt(label) != '-' && !Chars.startsWith(in, label, "PRIVATE KEY")) {
            label++;
        }
        if (label == limit || in.charAt(label) == '-') {
            return Found.NONE;
        }
        int end = label;
        while (end < in.length() && !Chars.startsWith(in, end, END)) {
            end++;
        }
        end = Math.min(in.length(), end + END.length());
        while (end < in.length() && (Chars.isAlnum(in.charAt(end)) || in.charAt(end) == ' ')) {
            end++;
        }
        while (end < in.length() && in.charAt(end) == '-') {
            end++;
        }
        return Found.of(Found.KEY, i, end);
    }
}
