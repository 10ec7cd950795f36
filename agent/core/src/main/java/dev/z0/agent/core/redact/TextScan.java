package dev.z0.agent.core.redact;

/**
 * One walk over a text from left to right. Most characters cost a comparison or two; an anchor (an at sign, the start of a
 * word or a number, a separator behind a name) asks the finders that such an anchor can mean. A finder looks a bounded way
 * around its anchor, or as far as what it then takes away: so the whole walk is linear, whatever the text.
 */
final class TextScan {
    private static final String OPEN = "[redacted:";
    private static final int MOST_ROUNDS = 8;

    private TextScan() {}

    /**
     * The text with each secret replaced; the same object if there is none. What is taken away may uncover something that
     * was hidden in the middle of a word, so it walks again until nothing more is found.
     */
    static CharSequence redact(CharSequence in) {
        CharSequence text = in;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            CharSequence redacted = walk(text);
            if (redacted == text) {
                break;
            }
            text = redacted;
        }
        return text;
    }

    private static CharSequence walk(CharSequence in) {
        StringBuilder out = null;
        int copied = 0;
        int noJwtBefore = 0;
        int i = 0;
        while (i < in.length()) {
            char c = in.charAt(i);
            long found = Found.NONE;
            if (!Chars.isAlnum(c)) {
                found = mark(in, i, c, copied);
            } else if (!Chars.isAlnum(Chars.at(in, i - 1))) {
                found = c == 'e' && i >= noJwtBefore ? Jwts.find(in, i) : Found.NONE;
                if (found < 0) {
                    noJwtBefore = (int) -found;
                    found = Found.NONE;
                }
                if (found == Found.NONE) {
                    found = Chars.isDigit(c) ? number(in, i) : word(in, i);
                }
            }
            if (found == Found.NONE) {
                i = c == '[' ? behindMarker(in, i) : i + 1;
                continue;
            }
            out = out == null ? new StringBuilder(in.length()) : out;
            out.append(in, copied, Found.from(found))
                    .append(OPEN)
                    .append(Found.kind(found))
                    .append(']');
            copied = Found.to(found);
            i = copied;
        }
        return out == null ? in : out.append(in, copied, in.length());
    }

    private static long word(CharSequence in, int i) {
        long found = Tokens.find(in, i);
        return found == Found.NONE ? Ibans.find(in, i) : found;
    }

    private static long number(CharSequence in, int i) {
        long found = Cards.find(in, i);
        return found == Found.NONE ? Phones.find(in, i) : found;
    }

    private static long mark(CharSequence in, int i, char c, int copied) {
        switch (c) {
            case '@':
                return Emails.find(in, i, 1, copied);
            case '%':
                return Chars.startsWith(in, i, "%40") ? Emails.find(in, i, 3, copied) : Found.NONE;
            case ':':
                long userInfo = Chars.startsWith(in, i, "://") ? UserInfos.find(in, i + 3) : Found.NONE;
                return userInfo == Found.NONE ? KeyedValues.find(in, i, copied) : userInfo;
            case '=':
            case '>':
                return KeyedValues.find(in, i, copied);
            case '+':
            case '(':
                return Phones.find(in, i);
            case '-':
                return PrivateKeys.find(in, i);
            default:
                return Found.NONE;
        }
    }

    /** Whether what was taken away before stands at {@code i}. */
    static boolean isMarker(CharSequence in, int i) {
        return Chars.startsWith(in, i, OPEN);
    }

    private static int behindMarker(CharSequence in, int i) {
        if (!isMarker(in, i)) {
            return i + 1;
        }
        int end = i + OPEN.length();
        while (end < in.length() && Chars.isLetter(in.charAt(end))) {
            end++;
        }
        return end;
    }
}
