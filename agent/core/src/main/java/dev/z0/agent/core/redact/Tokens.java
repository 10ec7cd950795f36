package dev.z0.agent.core.redact;

/** Credentials that are known by how they start: the prefixes of API providers, and HTTP's bearer and basic schemes. */
final class Tokens {
    private static final String[] PREFIXES = {
        "sk-",
        "sk_live_",
        "sk_test_",
        "rk_live_",
        "rk_test_",
        "whsec_",
        "xoxb-",
        "xoxp-",
        "xoxa-",
        "xoxe-",
        "xoxr-",
        "xoxs-",
        "xapp-",
        "ghp_",
        "gho_",
        "ghu_",
        "ghs_",
        "ghr_",
        "github_pat_",
        "glpat-",
        "glsa_",
        "AKIA",
        "ASIA",
        "AIza",
        "ya29.",
        "npm_",
        "pypi-",
        "SG.",
        "hf_",
        "hvs.",
        "dop_v1_",
        "dckr_pat_",
        "shpat_",
        "shpss_",
        "shpca_",
        "lin_api_",
        "sq0atp-",
        "sq0csp-",
        "rzp_live_",
        "sbp_"
    };

    /** The fewest characters behind a prefix: long words that merely start alike are shorter. */
    private static final int LEAST = 16;

    /** As far as is looked before it is decided. */
    private static final int ENOUGH = 128;

    private static final int LEAST_BEARER = 8;
    private static final int SURELY_BEARER = 20;

    private Tokens() {}

    /** The credential whose word starts at {@code i}. */
    static long find(CharSequence in, int i) {
        char first = in.charAt(i);
        if (first == 'B' || first == 'b') {
            return scheme(in, i);
        }
        for (String prefix : PREFIXES) {
            if (prefix.charAt(0) == first && Chars.startsWith(in, i, prefix)) {
                return prefixed(in, i, i + prefix.length());
            }
        }
        return Found.NONE;
    }

    private static long prefixed(CharSequence in, int from, int start) {
        int end = start;
        while (end < in.length() && end - start < ENOUGH && isTail(in, end)) {
            end++;
        }
        boolean aws = Chars.startsWith(in, from + 1, "KIA") || Chars.startsWith(in, from + 1, "SIA");
        if (aws ? end - start != LEAST || !isUpper(in, start, end) : end - start < LEAST || !isMixed(in, start, end)) {
            return Found.NONE;
        }
        while (end < in.length() && isTail(in, end)) {
            end++;
        }
        return Found.of(Found.TOKEN, from, end);
    }

    private static boolean isUpper(CharSequence in, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Chars.isUpper(in.charAt(i)) && !Chars.isDigit(in.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isTail(CharSequence in, int i) {
        char c = in.charAt(i);
        return Chars.isName(c) || c == '.' && Chars.isName(Chars.at(in, i + 1));
    }

    /** Whether there is a digit, or letters of both cases: not so in a name like {@code sk-learn-contrib-something}. */
    private static boolean isMixed(CharSequence in, int from, int to) {
        boolean upper = false;
        boolean lower = false;
        for (int i = from; i < to; i++) {
            char c = in.charAt(i);
            if (Chars.isDigit(c) || upper && lower) {
                return true;
            }
            upper |= Chars.isUpper(c);
            lower |= c >= 'a' && c <= 'z';
        }
        return upper && lower;
    }

    private static long scheme(CharSequence in, int i) {
        boolean bearer = isScheme(in, i, "bearer");
        if (!bearer && !isScheme(in, i, "basic")) {
            return Found.NONE;
        }
        int start = i + (bearer ? 6 : 5);
        while (Chars.at(in, start) == ' ' && start < in.length() && start - i < 10) {
            start++;
        }
        int end = start;
        boolean digit = false;
        while (end < in.length() && isToken68(in.charAt(end))) {
            digit |= Chars.isDigit(in.charAt(end));
            end++;
        }
        if (bearer ? end - start >= (digit ? LEAST_BEARER : SURELY_BEARER) : isBasic(in, start, end)) {
            return Found.of(Found.TOKEN, start, end);
        }
        return Found.NONE;
    }

    private static boolean isScheme(CharSequence in, int i, String scheme) {
        int end = i + scheme.length();
        return end < in.length() && in.charAt(end) == ' ' && Chars.isWord(in, i, end, scheme);
    }

    private static boolean isToken68(char c) {
        return Chars.isName(c) || c == '.' || c == '~' || c == '+' || c == '/' || c == '=';
    }

    /** Whether this is Base64 of printable text with a colon in it. */
    private static boolean isBasic(CharSequence in, int from, int to) {
        int bits = 0;
        int held = 0;
        boolean colon = false;
        for (int i = from; i < to && in.charAt(i) != '='; i++) {
            int six = base64(in.charAt(i));
            if (six < 0) {
                return false;
            }
            bits = bits << 6 | six;
            held += 6;
            if (held >= 8) {
                held -= 8;
                int octet = bits >> held & 0xff;
                if (octet < ' ') {
                    return false;
                }
                colon |= octet == ':';
            }
        }
        return colon && to - from >= 4;
    }

    private static int base64(char c) {
        if (Chars.isUpper(c)) {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        return Chars.isDigit(c) ? c - '0' + 52 : c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
    }
}
