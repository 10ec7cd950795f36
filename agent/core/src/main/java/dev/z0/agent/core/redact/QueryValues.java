package dev.z0.agent.core.redact;

/**
 * The query values of URLs that a text quotes, as exceptions of HTTP clients and servers do: {@code /v1/people?name=Smith}.
 * Any value may be personal, so all of them go; the keys stay. Runs on text from which secrets are gone already.
 */
final class QueryValues {
    private static final String HIDDEN = "[redacted:value]";
    private static final int LONGEST_KEY = 40;

    private QueryValues() {}

    /** The text without such values; the same object if there is none. One walk. */
    static String hide(String text) {
        StringBuilder out = null;
        int copied = 0;
        int mark = text.indexOf('?');
        while (mark >= 0) {
            int at = beginsQuery(text, mark) ? mark : -1;
            int next = mark + 1;
            while (at >= 0) {
                int key = keyEnd(text, at + 1);
                int from = Chars.at(text, key) == '=' && key > at + 1 ? key + 1 : key;
                int to = from > key ? valueEnd(text, from) : key;
                if (from > key && isValue(text, from, to)) {
                    out = out == null ? new StringBuilder(text.length()) : out;
                    out.append(text, copied, from).append(HIDDEN);
                    copied = to;
                }
                next = Math.max(next, to);
                at = Chars.at(text, to) == '&' ? to : -1;
            }
            mark = text.indexOf('?', next);
        }
        return out == null ? text : out.append(text, copied, text.length()).toString();
    }

    /** Behind a path or a host, and not as in a sentence, a regular expression or SQL. */
    private static boolean beginsQuery(String text, int mark) {
        char before = Chars.at(text, mark - 1);
        return Chars.isName(before)
                || before == '/'
                || before == '.'
                || before == '}'
                || before == ']'
                || before == '%';
    }

    private static int keyEnd(String text, int from) {
        int i = from;
        while (i < text.length() && i - from < LONGEST_KEY && isKey(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isKey(char c) {
        return Chars.isName(c) || c == '.' || c == '[' || c == ']' || c == '$' || c == ':' || c == '%';
    }

    /** Before the next key, or where the text around the URL goes on: what may end a sentence or a bracket is that text's. */
    private static int valueEnd(String text, int from) {
        int end = from;
        while (end < text.length() && !Chars.isSpace(text.charAt(end)) && "&#\"'<>`\\".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        if (Chars.at(text, end) == '&' || Chars.at(text, end) == '#') {
            return end;
        }
        while (end > from && ".,;:!)]}".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    /** Whether it is neither empty, nor hidden already, nor a place for a value as in {@code ?name={name}}. */
    private static boolean isValue(String text, int from, int to) {
        char first = Chars.at(text, from);
        if (to == from || first == '{' || first == '?') {
            return false;
        }
        return !TextScan.isMarker(text, from) || text.indexOf(']', from) + 1 < to;
    }
}
