package dev.z0.agent.core.redact;

/** Names whose values are secrets: of parameters, headers, properties, JSON members and columns. */
final class SensitiveKeys {
    private static final int LONGEST = 64;
    private static final String[] PASSWORDS = {
        "password", "passwd", "pwd", "passphrase", "secret", "passwort", "passcode"
    };
    private static final String[] PASSWORDS_ALONE = {"pass", "cvv", "cvc"};
    private static final String[] TOKENS = {
        "token",
        "apikey",
        "accesskey",
        "secretkey",
        "accountkey",
        "authkey",
        "signingkey",
        "encryptionkey",
        "masterkey",
        "sessionid",
        "sessid",
        "signature",
        "authorization",
        "cookie"
    };
    private static final String[] TOKENS_ALONE = {"sig"};

    private SensitiveKeys() {}

    /** {@link Found#PASSWORD}, {@link Found#TOKEN} or {@link Found#KEY} if the name that ends at {@code end} is sensitive. */
    static int kind(CharSequence in, int end, int floor) {
        int start = start(in, end, floor);
        if (end - start < 3 || !couldEnd(Chars.lower(in.charAt(end - 1)))) {
            return Found.NOTHING;
        }
        if (endsWithAny(in, start, end, PASSWORDS) || isAlone(in, start, end, PASSWORDS_ALONE)) {
            return Found.PASSWORD;
        }
        if (endsWith(in, start, end, "privatekey")) {
            return Found.KEY;
        }
        boolean token = endsWithAny(in, start, end, TOKENS) || isAlone(in, start, end, TOKENS_ALONE);
        return token ? Found.TOKEN : Found.NOTHING;
    }

    static int start(CharSequence in, int end, int floor) {
        int start = end;
        int least = Math.max(floor, end - LONGEST);
        while (start > least && (Chars.isName(in.charAt(start - 1)) || in.charAt(start - 1) == '.')) {
            start--;
        }
        return start;
    }

    /** Whether the name ends in this word, whatever its case, hyphens and underscores. */
    static boolean endsWith(CharSequence in, int start, int end, String word) {
        int i = end;
        for (int j = word.length() - 1; j >= 0; j--) {
            i--;
            while (i >= start && (in.charAt(i) == '_' || in.charAt(i) == '-')) {
                i--;
            }
            if (i < start || Chars.lower(in.charAt(i)) != word.charAt(j)) {
                return false;
            }
        }
        return true;
    }

    private static boolean endsWithAny(CharSequence in, int start, int end, String[] words) {
        for (String word : words) {
            if (endsWith(in, start, end, word)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the name is this word, or its last part is: {@code DB_PASS} and {@code dbPass}, but not {@code bypass}. */
    private static boolean isAlone(CharSequence in, int start, int end, String[] words) {
        for (String word : words) {
            int from = end - word.length();
            boolean part = from == start
                    || from > start
                            && (!Chars.isAlnum(in.charAt(from - 1))
                                    || Chars.isUpper(in.charAt(from)) && !Chars.isUpper(in.charAt(from - 1)));
            if (part && Chars.isWord(in, from, end, word)) {
                return true;
            }
        }
        return false;
    }

    /** The last letters of the words above: nearly all names end here. */
    private static boolean couldEnd(char last) {
        return "detnsycvg".indexOf(last) >= 0;
    }
}
