package dev.z0.agent.core.redact;

/**
 * Values behind a sensitive name: {@code password=x}, {@code "secret": "x"}, {@code api-key: x}, {@code <pwd>x</pwd>},
 * {@code Key (token)=(x)}, also where quotes are escaped because JSON is inside of JSON. A value is left alone if it is a
 * placeholder ({@code ?}, {@code null}, {@code ***}) or goes on as a sentence ("password: must not be blank").
 */
final class KeyedValues {
    private static final int LONGEST_PROSE = 64;
    private static final String[] PLACEHOLDERS = {
        "yes",
        "no",
        "null",
        "none",
        "nil",
        "undefined",
        "true",
        "false",
        "empty",
        "blank",
        "protected",
        "hidden",
        "filtered",
        "masked",
        "redacted",
        "required",
        "optional",
        "invalid",
        "incorrect",
        "expired",
        "missing",
        "wrong",
        "unknown",
        "string"
    };
    private static final String[] PROSE = {
        "must",
        "is",
        "should",
        "cannot",
        "can",
        "may",
        "has",
        "was",
        "too",
        "does",
        "did",
        "not",
        "no",
        "required",
        "invalid",
        "incorrect",
        "expired",
        "missing",
        "wrong",
        "unknown",
        "please",
        "the",
        "this",
        "your",
        "size",
        "length",
        "value",
        "expected",
        "bad",
        "failed",
        "unable",
        "could",
        "field",
        "at",
        "use",
        "needs",
        "only",
        "already"
    };

    private KeyedValues() {}

    /** The value behind the separator at {@code i}, if a sensitive name stands before it. */
    static long find(CharSequence in, int i, int floor) {
        char separator = in.charAt(i);
        int end = nameEnd(in, i, floor);
        int kind = SensitiveKeys.kind(in, end, floor);
        if (kind == Found.NOTHING) {
            return Found.NONE;
        }
        int name = SensitiveKeys.start(in, end, floor);
        if (separator == '>') {
            boolean tag = end == i && (Chars.at(in, name - 1) == '<' || Chars.at(in, name - 1) == ':');
            return tag && !isNoValue(in, i + 1) ? found(in, kind, i + 1, before(in, i + 1, '<', '<')) : Found.NONE;
        }
        int start = valueStart(in, i + 1);
        if (TextScan.isMarker(in, start)) {
            return Found.NONE;
        }
        char open = Chars.at(in, start);
        boolean enclosed = open == '[' || open == '(';
        start = enclosed ? start + 1 : start;
        int quote = start;
        while (Chars.at(in, quote) == '\\' && quote - start < 8) {
            quote++;
        }
        boolean quoted = Chars.at(in, quote) == '"' || Chars.at(in, quote) == '\'';
        if (isNoValue(in, quoted ? quote + 1 : start) || open == '/' && Chars.isWord(in, name, end, "pwd")) {
            return Found.NONE;
        }
        if (quoted) {
            return found(in, kind, quote + 1, quotedEnd(in, quote, quote - start));
        }
        if (enclosed) {
            return found(in, kind, start, before(in, start, open == '[' ? ']' : ')', '\n'));
        }
        return bare(in, kind, start, name, end, separator == ':' && start > i + 1);
    }

    /** Where the name ends: before spaces, a quote or a parenthesis that stand between it and the separator. */
    private static int nameEnd(CharSequence in, int i, int floor) {
        int end = i;
        while (end > floor && i - end < 8) {
            char c = in.charAt(end - 1);
            if (c != ' ' && c != '"' && c != '\'' && c != '`' && c != '\\' && c != ')' && c != ']') {
                break;
            }
            end--;
        }
        return end;
    }

    /** Behind the rest of {@code =>}, {@code :=} or {@code ==}, and behind spaces. */
    private static int valueStart(CharSequence in, int i) {
        int start = Chars.at(in, i) == '>' || Chars.at(in, i) == '=' ? i + 1 : i;
        int spaces = start;
        while (spaces < in.length() && spaces - start < 8 && (in.charAt(spaces) == ' ' || in.charAt(spaces) == '\t')) {
            spaces++;
        }
        return spaces;
    }

    private static long bare(CharSequence in, int kind, int start, int name, int nameEnd, boolean sentence) {
        int end = bareEnd(in, start);
        if (kind == Found.TOKEN && SensitiveKeys.endsWith(in, name, nameEnd, "cookie")) {
            end = before(in, start, '\r', '\n');
        } else if (kind == Found.TOKEN && SensitiveKeys.endsWith(in, name, nameEnd, "authorization")) {
            boolean scheme = isLetters(in, start, end) && end - start <= 12 && Chars.at(in, end) == ' ';
            int credentials = scheme ? bareEnd(in, end + 1) : end;
            if (TextScan.isMarker(in, end + 1)) {
                return Found.NONE;
            }
            end = credentials > end + 1 ? credentials : end;
        }
        if (sentence && end - start <= LONGEST_PROSE && isLetters(in, start, end) && goesOn(in, name, nameEnd, end)) {
            return Found.NONE;
        }
        return found(in, kind, start, end);
    }

    private static long found(CharSequence in, int kind, int from, int to) {
        boolean value =
                to > from && !isPlaceholder(in, from, to) && (kind != Found.TOKEN || isCredential(in, from, to));
        return value ? Found.of(kind, from, to) : Found.NONE;
    }

    /** Whether no value starts here; asked before its end is looked for, so that what is refused is not walked over. */
    private static boolean isNoValue(CharSequence in, int from) {
        char first = Chars.at(in, from);
        boolean variable = (first == '$' || first == '#') && Chars.at(in, from + 1) == '{';
        return variable || TextScan.isMarker(in, from) || isProse(in, from);
    }

    /** A parser's "token" may be any word, so a credential has a digit or is long. */
    private static boolean isCredential(CharSequence in, int from, int to) {
        if (to - from >= 12) {
            return true;
        }
        for (int i = from; i < to; i++) {
            if (to - from >= 6 && Chars.isDigit(in.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPlaceholder(CharSequence in, int from, int to) {
        char first = in.charAt(from);
        if (Chars.isAnyWord(in, from, to, PLACEHOLDERS) || isParameter(in, first, from + 1, to)) {
            return true;
        }
        boolean masked = first == 'x' || first == 'X'
                ? to - from > 2
                : first == '*' || first == '•' || first == '.' || first == '-';
        if (!masked) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (in.charAt(i) != first) {
                return false;
            }
        }
        return true;
    }

    /** {@code ?}, {@code ?1}, {@code $1}, {@code :name}, {@code %s}, or the start of an object. */
    private static boolean isParameter(CharSequence in, char first, int from, int to) {
        switch (first) {
            case '?':
            case '$':
                return to - from <= 2 && Chars.digitsEnd(in, from) >= to;
            case ':':
                return to - from < 40 && isLetters(in, from, to);
            case '%':
            case '{':
                return to - from <= 1;
            default:
                return false;
        }
    }

    /** Whether a word that sentences about a secret begin with is followed by another word. */
    private static boolean isProse(CharSequence in, int from) {
        int end = from;
        while (end < in.length() && end - from < 12 && Chars.isLetter(in.charAt(end))) {
            end++;
        }
        char after = Chars.at(in, end);
        boolean word = Chars.isAnyWord(in, from, end, PROSE);
        return word && after == ' ' && Chars.isLetter(Chars.at(in, end + 1));
    }

    /** Whether words of a sentence follow, and not the next name with its value; a parser's "token" is always one. */
    private static boolean goesOn(CharSequence in, int name, int nameEnd, int end) {
        if (Chars.isWord(in, name, nameEnd, "token")) {
            return true;
        }
        if (Chars.at(in, end) != ' ' || !Chars.isLetter(Chars.at(in, end + 1))) {
            return false;
        }
        int next = end + 1;
        while (next < in.length() && next - end < 32 && Chars.isName(in.charAt(next))) {
            next++;
        }
        return Chars.at(in, next) != '=' && Chars.at(in, next) != ':';
    }

    private static boolean isLetters(CharSequence in, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = in.charAt(i);
            if (!Chars.isLetter(c) && c != '.' && c != ':') {
                return false;
            }
        }
        return to > from;
    }

    /** The end of a value without quotes. What starts with a brace, such as {bcrypt}$2a, may hold one. */
    private static int bareEnd(CharSequence in, int start) {
        int end = start;
        boolean braces = Chars.at(in, start) == '{';
        while (end < in.length()) {
            char c = in.charAt(end);
            boolean escape = c == '\\' && "nrt\"".indexOf(Chars.at(in, end + 1)) >= 0;
            if (Chars.isSpace(c) || ",;&\"'<>)]".indexOf(c) >= 0 || escape || c == '}' && !braces) {
                break;
            }
            end++;
        }
        return end;
    }

    /** Before the quote that is escaped as often as the opening one at {@code quote}. */
    private static int quotedEnd(CharSequence in, int quote, int escapes) {
        int backslashes = 0;
        int end = quote + 1;
        for (; end < in.length() && !Chars.isLineEnd(in.charAt(end)); end++) {
            char c = in.charAt(end);
            if (c == in.charAt(quote) && (escapes == 0 ? backslashes % 2 == 0 : backslashes <= escapes)) {
                return end - (escapes == 0 ? 0 : backslashes);
            }
            backslashes = c == '\\' ? backslashes + 1 : 0;
        }
        return end;
    }

    /** The first index of either character, or the end of the text. */
    private static int before(CharSequence in, int start, char one, char other) {
        int end = start;
        while (end < in.length() && in.charAt(end) != one && in.charAt(end) != other) {
            end++;
        }
        return end;
    }
}
