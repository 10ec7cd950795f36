package dev.z0.agent.core.redact;

/**
 * What every value passes on its way out of the process, so that no secret and no personal data is on a line, a span, a
 * metric or a diagnostics page. All methods are pure, thread-safe, linear in the length of their input, answer null for
 * null, never throw, and return the very same String when there is nothing to hide.
 */
public final class Redactor {
    /** No value that leaves the process is longer, in bytes of UTF-8, the closing ellipsis included. */
    public static final int MOST_BYTES = 8_192;

    /** What is longer is cut before it is searched: more than what any line can hold. */
    private static final int MOST_SEARCHED = 65_536;

    private Redactor() {}

    /**
     * Free text, such as an error message, a stack trace or a response body, with {@code [redacted:<what>]} in place of
     * e-mail addresses (email), phone numbers (phone), card numbers (card), IBANs (iban), JWTs (jwt), bearer and API
     * tokens (token), private keys (key), passwords (password), and what a validator quotes of its input or a URL has in its query (value).
     */
    public static String text(String freeText) {
        if (freeText == null) {
            return null;
        }
        String text = freeText.length() <= MOST_SEARCHED ? freeText : clean(freeText.substring(0, MOST_SEARCHED));
        return QueryValues.hide(TextScan.redact(RejectedValues.hide(text)).toString());
    }

    /** A URL without user-info and fragment, each query value as {@code ?}, the path as {@link #path} gives it. */
    public static String url(String url) {
        return url == null ? null : Urls.url(url);
    }

    /**
     * A path as it may stand on a line: segments that hold personal data or a long random secret become {@code {id}},
     * numbers and UUIDs stay, parameters behind a semicolon go.
     */
    public static String path(String path) {
        return path == null ? null : Urls.path(path);
    }

    /** A JDBC URL without user, password and parameters. */
    public static String jdbcUrl(String url) {
        return url == null ? null : Urls.jdbc(url);
    }

    /** Whether the header of this name may be written at all; what carries credentials never is. */
    public static boolean headerAllowed(String name) {
        return name != null
                && SensitiveKeys.kind(name, name.length(), 0) == Found.NOTHING
                && !Chars.contains(name, "auth")
                && !Chars.contains(name, "cookie")
                && !Chars.contains(name, "session")
                && !Chars.contains(name, "token");
    }

    /**
     * The value cut to {@code maxChars} characters and {@link #MOST_BYTES} bytes, with {@code …} where it was cut, and
     * with U+FFFD in place of each lone surrogate. Control characters stay: the JSON writer escapes them.
     */
    public static String clean(String value, int maxChars) {
        if (value == null) {
            return null;
        }
        String whole = value.length() <= MOST_SEARCHED ? value : value.substring(0, MOST_SEARCHED);
        int end = Lengths.fitting(whole, Math.max(1, maxChars), MOST_BYTES);
        return clean(end == value.length() ? value : whole.substring(0, end) + '…');
    }

    private static String clean(String value) {
        StringBuilder clean = null;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Chars.isPair(value, i)) {
                i++;
                continue;
            }
            clean = clean == null ? new StringBuilder(value) : clean;
            clean.setCharAt(i, '\uFFFD');
        }
        return clean == null ? value : clean.toString();
    }
}
