package dev.z0.agent.core.redact;

/** JSON Web Tokens: parts in Base64 with dots between, of which the first, and so the whole, starts like a JSON object. */
final class Jwts {
    private static final int LEAST_HEADER = 12;
    private static final int LEAST_BODY = 4;

    private Jwts() {}

    /** The token at {@code i}; if it is none, minus the index before which no other can start. */
    static long find(CharSequence in, int i) {
        if (!Chars.startsWith(in, i, "eyJ")) {
            return Found.NONE;
        }
        int header = partEnd(in, i);
        int body = Chars.at(in, header) == '.' ? partEnd(in, header + 1) : header;
        boolean hasBody = body - header - 1 >= LEAST_BODY || Chars.at(in, body) == '.' && body == header + 1;
        if (header - i < LEAST_HEADER || body == header || !hasBody) {
            return -header;
        }
        if (Chars.at(in, body) != '.' && !Chars.startsWith(in, header + 1, "eyJ")) {
            return -header;
        }
        int end = body;
        for (int parts = 2; parts < 5 && Chars.at(in, end) == '.' && Chars.isName(Chars.at(in, end + 1)); parts++) {
            end = partEnd(in, end + 1);
        }
        return Found.of(Found.JWT, i, end);
    }

    private static int partEnd(CharSequence in, int start) {
        int end = start;
        while (end < in.length() && Chars.isName(in.charAt(end))) {
            end++;
        }
        return end;
    }
}
