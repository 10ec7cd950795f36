package dev.z0.agent.core.redact;

/** What Spring's validation quotes of the user's input: {@code rejected value [...]}. */
final class RejectedValues {
    private static final String MARK = "rejected value [";

    private RejectedValues() {}

    /** The text without such values; the same object if there is none. One walk. */
    static String hide(String text) {
        int at = text.indexOf(MARK);
        if (at < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int copied = 0;
        while (at >= 0) {
            int from = at + MARK.length();
            // Input may hold a bracket itself: Spring goes on with a semicolon, or the text ends.
            int semicolon = text.indexOf("];", from);
            int to = semicolon >= 0 ? semicolon : Math.max(text.lastIndexOf(']'), from);
            out.append(text, copied, from);
            if (!text.startsWith("null]", from)) {
                out.append("[redacted:value]");
                copied = to;
            } else {
                copied = from;
            }
            at = text.indexOf(MARK, to);
        }
        return out.append(text, copied, text.length()).toString();
    }
}
