package dev.z0.agent.core.redact;

/** User and password in front of a URL's host. */
final class UserInfos {
    private static final int LONGEST = 256;

    private UserInfos() {}

    /** The user-info of the URL whose authority starts at {@code start}, without the at sign. */
    static long find(CharSequence in, int start) {
        int limit = Math.min(in.length(), start + LONGEST);
        int at = -1;
        boolean colon = false;
        boolean password = false;
        int i = start;
        for (; i < limit && !isEnd(in.charAt(i)); i++) {
            char c = in.charAt(i);
            if (c == '@') {
                at = i;
            } else if ((c == '/' || c == '?' || c == '#') && (at >= 0 || !password)) {
                break;
            } else {
                password |= colon && !Chars.isDigit(c); // no port, so even a slash may be part of it
                colon |= c == ':';
            }
        }
        boolean hidden = at < 0 || at == start || TextScan.isMarker(in, start) || Chars.isWord(in, start, at, "git");
        return hidden ? Found.NONE : Found.of(Found.PASSWORD, start, at);
    }

    private static boolean isEnd(char c) {
        return Chars.isSpace(c) || c == '"' || c == '\'' || c == '<' || c == '>' || c == '`';
    }
}
