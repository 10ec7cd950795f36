package dev.z0.agent.core.redact;

/** URLs, paths and JDBC URLs, reduced to what names a place. */
final class Urls {
    /** A segment with fewer characters than this cannot hold a number or token that is worth hiding. */
    private static final int LEAST_HARM = 9;

    private static final String ID = "{id}";
    private static final int LONGEST_KEY = 40;
    private static final int LEAST_SECRET = 32;

    private Urls() {}

    static String url(String url) {
        int end = firstOf(url, 0, "#");
        int query = firstOf(url, 0, "?#");
        int scheme = url.indexOf("://");
        int authority = scheme >= 0 && scheme < query ? scheme + 3 : url.startsWith("//") ? 2 : -1;
        int path = authority < 0 ? 0 : firstOf(url, authority, "/?#");
        StringBuilder out = new StringBuilder(url.length());
        if (authority > 0) {
            int at = url.lastIndexOf('@', path - 1);
            out.append(url, 0, authority).append(url, Math.max(authority, at + 1), path);
        }
        out.append(path(url.substring(path, query)));
        if (query < end) {
            query(url, query, end, out);
        }
        return out.length() == url.length() && url.contentEquals(out) ? url : out.toString();
    }

    static String path(String path) {
        return isHarmless(path) ? path : redactedPath(path);
    }

    /** Most paths are short words, numbers and file names: nothing in them is long enough, or marked, to be a secret. */
    private static boolean isHarmless(String path) {
        int segment = 0;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            segment = c == '/' ? 0 : segment + 1;
            boolean plain = c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || c == '/'
                    || c == '-'
                    || c == '_'
                    || c == '.'
                    || Chars.isDigit(c);
            if (!plain || segment >= LEAST_HARM) {
                return false;
            }
        }
        return true;
    }

    private static String redactedPath(String path) {
        StringBuilder out = null;
        int copied = 0;
        int start = 0;
        while (start <= path.length()) {
            int parameters = firstOf(path, start, "/;");
            int end = firstOf(path, parameters, "/");
            String segment = path.substring(start, parameters);
            boolean secret = isSecret(segment) || TextScan.redact(segment) != segment;
            if (secret || parameters < end) {
                out = out == null ? new StringBuilder(path.length()) : out;
                out.append(path, copied, start).append(secret ? ID : segment);
                copied = end;
            }
            start = end + 1;
        }
        return out == null ? path : out.append(path, copied, path.length()).toString();
    }

    static String jdbc(String url) {
        int end = firstOf(url, 0, "?;#");
        if (!url.startsWith("jdbc:oracle:") && url.indexOf('(') >= 0) {
            end = Math.min(end, url.indexOf('('));
        }
        int equals = url.indexOf('=');
        if (equals >= 0 && equals < end && url.indexOf('(') < 0) {
            end = url.lastIndexOf(':', equals); // DB2 and Informix: …/database:user=…
        }
        String place = url.substring(0, Math.max(end, 0));
        int scheme = place.indexOf("://");
        int at = place.lastIndexOf('@');
        int user = scheme >= 0 && scheme < at ? scheme + 3 : at < 0 ? -1 : driverEnd(place, at);
        if (user >= 0) {
            place = place.substring(0, user) + place.substring(user > 0 && place.charAt(user - 1) == ':' ? at : at + 1);
        } else if (scheme >= 0 && hasPassword(place, scheme + 3)) {
            place = place.substring(0, scheme + 3); // cut inside of a password
        }
        return place.length() == url.length() ? Redactor.text(url) : Redactor.text(place);
    }

    /** Whether a colon in the authority is followed by no port. */
    private static boolean hasPassword(String url, int authority) {
        int end = firstOf(url, authority, "/");
        int colon = url.indexOf(':', authority);
        boolean port = colon < 0 || colon + 1 < url.length() && Chars.isDigit(url.charAt(colon + 1));
        return colon >= 0 && colon < end && !port && url.charAt(authority) != '[';
    }

    /** Behind {@code jdbc:oracle:thin:}, the third colon, if it stands before {@code limit}; else 0. */
    private static int driverEnd(String url, int limit) {
        int colon = -1;
        for (int i = 0; i < 3; i++) {
            int next = url.indexOf(':', colon + 1);
            if (next < 0 || next > limit) {
                break;
            }
            colon = next;
        }
        return colon + 1;
    }

    private static void query(String url, int start, int end, StringBuilder out) {
        out.append('?');
        int from = start + 1;
        while (from < end) {
            int keyEnd = Math.min(end, firstOf(url, from, "&="));
            int to = Math.min(end, firstOf(url, keyEnd, "&"));
            out.append(from == start + 1 ? "" : "&");
            out.append(isKey(url, from, keyEnd) ? url.substring(from, keyEnd) : "?");
            out.append(keyEnd < to ? "=?" : "");
            from = to + 1;
        }
    }

    private static boolean isKey(String url, int from, int to) {
        if (to - from > LONGEST_KEY) {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = url.charAt(i);
            if (!Chars.isName(c) && c != '.' && c != '[' && c != ']' && c != '$' && c != ':') {
                return false;
            }
        }
        String key = url.substring(from, to);
        return TextScan.redact(key) == key;
    }

    /**
     * Whether this is a long random secret: letters and digits change places too often for words. Hexadecimal ids of the
     * usual lengths (32 digits as of a UUID, 40 as of a commit) stay.
     */
    private static boolean isSecret(String segment) {
        int length = segment.length();
        if (length < LEAST_SECRET) {
            return false;
        }
        int changes = 0;
        int numbers = 0;
        boolean hex = true;
        for (int i = 0; i < length; i++) {
            char c = segment.charAt(i);
            hex &= Chars.isHex(c);
            if (!Chars.isName(c) && c != '=' && c != '.' && c != '~' && c != '%' && c != '+' && c != ':') {
                return false;
            }
            char next = Chars.at(segment, i + 1);
            if (kind(c) != 0 && kind(next) != 0 && kind(c) != kind(next)) {
                changes++;
                numbers += Chars.isDigit(c) || Chars.isDigit(next) ? 1 : 0;
            }
        }
        return hex ? length != 32 && length != 40 : !endsInUuid(segment) && changes * 4 >= length && numbers >= 3;
    }

    private static boolean endsInUuid(String segment) {
        int start = segment.length() - 36;
        for (int i = 0; start >= 0 && i < 36; i++) {
            char c = segment.charAt(start + i);
            boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
            if (hyphen ? c != '-' : !Chars.isHex(c)) {
                return false;
            }
        }
        return start >= 0;
    }

    private static int kind(char c) {
        return Chars.isDigit(c) ? 1 : Chars.isUpper(c) ? 2 : Chars.isLetter(c) ? 3 : 0;
    }

    /** The first index from {@code start} of any of the characters, or the length of the text. */
    private static int firstOf(String text, int start, String characters) {
        int i = start;
        while (i < text.length() && characters.indexOf(text.charAt(i)) < 0) {
            i++;
        }
        return i;
    }
}
