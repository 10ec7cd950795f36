package dev.z0.agent.core.redact;

/**
 * Phone numbers. A plus sign, or the shape in which a region writes them, is enough; other digits are a phone number only
 * where a word in front of them says so, since order numbers and amounts look just the same.
 */
final class Phones {
    private static final String[] CONTEXT = {
        "phone",
        "phonenumber",
        "phoneno",
        "mobile",
        "mobilenumber",
        "telephone",
        "telephonenumber",
        "telefon",
        "fax",
        "sms",
        "msisdn",
        "whatsapp",
        "cellphone"
    };
    private static final String[] FILLERS = {"number", "no", "nr", "num", "is", "to", "from"};
    private static final int FAR = 24;

    private Phones() {}

    /** The phone number that starts at {@code i} with a digit, a plus sign or a parenthesis. */
    static long find(CharSequence in, int i) {
        char c = in.charAt(i);
        if (c == '+') {
            return international(in, i);
        }
        int start = c == '(' ? i + 1 : i;
        if (!Chars.isDigit(Chars.at(in, start)) || isJoinedBefore(in, i)) {
            return Found.NONE;
        }
        int end = northAmerican(in, i, start);
        if (end < 0) {
            end = national(in, start);
        }
        if (end < 0) {
            end = named(in, i, start);
        }
        return end < 0 || isJoinedAfter(in, end) ? Found.NONE : Found.of(Found.PHONE, i, end);
    }

    private static long international(CharSequence in, int i) {
        char before = Chars.at(in, i - 1);
        char first = Chars.at(in, i + 1);
        if (Chars.isAlnum(before) || before == '_' || before == '+' || first < '1' || first > '9') {
            return Found.NONE;
        }
        int digits = 0;
        int end = i + 1;
        int next = end;
        boolean money = true;
        while (next >= 0 && digits < 11) {
            int groupEnd = Chars.digitsEnd(in, next);
            if (digits + groupEnd - next > 15) {
                break;
            }
            money &= digits == 0 || groupEnd - next == 3 && in.charAt(end) == '.';
            digits += groupEnd - next;
            end = groupEnd;
            next = digits >= 8 && end - i == digits + 1 ? -1 : nextGroup(in, end);
        }
        boolean number = digits >= 8 && !(money && end - i > digits + 1);
        return number && !Chars.isAlnum(Chars.at(in, end)) ? Found.of(Found.PHONE, i, end) : Found.NONE;
    }

    /** The end of 555-123-4567, 555.123.4567, (555) 123-4567, each with or without 1 before; or -1. */
    private static int northAmerican(CharSequence in, int i, int start) {
        int area = start;
        if (in.charAt(start) == '1' && i == start && isSeparator(Chars.at(in, start + 1))) {
            area = Chars.at(in, start + 2) == '(' ? start + 3 : start + 2;
        }
        boolean enclosed = Chars.at(in, area - 1) == '(';
        int areaEnd = Chars.digitsEnd(in, area);
        int exchange = enclosed && Chars.at(in, areaEnd) == ')' ? areaEnd + 1 : areaEnd;
        char separator = Chars.at(in, exchange);
        if (separator == '-' || separator == '.' || enclosed && separator == ' ') {
            exchange++;
        } else if (!enclosed || exchange == areaEnd) {
            return -1;
        }
        int exchangeEnd = Chars.digitsEnd(in, exchange);
        char second = Chars.at(in, exchangeEnd);
        int end = Chars.digitsEnd(in, exchangeEnd + 1);
        boolean uniform = enclosed ? isSeparator(second) : second == separator;
        boolean lengths = areaEnd - area == 3 && exchangeEnd - exchange == 3 && end - exchangeEnd == 5;
        return uniform && lengths && in.charAt(area) >= '2' && (separator != '.' || in.charAt(exchange) >= '2')
                ? end
                : -1;
    }

    /** The end of 0170 1234567, 030/123 456, 06.12.34.56.78, 0049 30 123456 and the like; or -1. */
    private static int national(CharSequence in, int start) {
        int end = Chars.digitsEnd(in, start);
        boolean abroad = Chars.startsWith(in, start, "00") && Chars.at(in, start + 2) > '1' && end - start >= 4;
        boolean trunk = in.charAt(start) == '0' && Chars.at(in, start + 1) > '0';
        boolean amongNumbers = Chars.at(in, start - 1) == ' ' && Chars.isDigit(Chars.at(in, start - 2));
        if (!abroad && !trunk || end - start < 2 || end - start > 6 || amongNumbers) {
            return -1;
        }
        int most = abroad ? 15 : 12;
        int first = end - start;
        int digits = first;
        int groups = 1;
        boolean pairs = first == 2;
        char uniform = 0;
        int next = nextGroup(in, end);
        while (next >= 0) {
            int groupEnd = Chars.digitsEnd(in, next);
            char separator = in.charAt(next - 1);
            if (groupEnd - next < 2 || groups > 1 && separator != uniform || digits + groupEnd - next > most) {
                break;
            }
            digits += groupEnd - next;
            pairs &= groupEnd - next == 2;
            uniform = separator;
            groups++;
            end = groupEnd;
            next = pairs && groups == 5 ? -1 : nextGroup(in, end);
        }
        if (uniform == '.' && !(pairs && groups == 5)) {
            return -1;
        }
        return digits >= (groups >= 3 ? 9 : 10) && groups >= 2 ? end : -1;
    }

    /** The end of 7 to 15 digits behind a word for phone; or -1. */
    private static int named(CharSequence in, int i, int start) {
        int end = Chars.digitsEnd(in, start);
        int digits = end - start;
        int groups = 1;
        int shortGroups = digits <= 3 ? 1 : 0;
        boolean date = digits == 4 && in.charAt(start) <= '2';
        boolean dots = true;
        int next = nextGroup(in, end);
        while (next >= 0 && (digits < 9 || in.charAt(end) == '-')) {
            dots &= in.charAt(end) == '.';
            int groupEnd = Chars.digitsEnd(in, next);
            date &= groupEnd - next == 2;
            shortGroups += groupEnd - next <= 3 ? 1 : 0;
            digits += groupEnd - next;
            groups++;
            end = groupEnd;
            next = nextGroup(in, end);
        }
        boolean address = dots && groups >= 2 && shortGroups == groups;
        boolean fits = digits >= 7 && digits <= 15 && !address && !(date && groups >= 3);
        return fits && isNamed(in, i) ? end : -1;
    }

    /** The start of the digits behind one to three separators; -1 if there are none. */
    private static int nextGroup(CharSequence in, int end) {
        int i = end;
        while (i - end < 3 && (isSeparator(Chars.at(in, i)) || Chars.at(in, i) == '(' || Chars.at(in, i) == ')')) {
            i++;
        }
        return i > end && Chars.isDigit(Chars.at(in, i)) ? i : -1;
    }

    private static boolean isSeparator(char c) {
        return c == ' ' || c == '-' || c == '.' || c == '/';
    }

    private static boolean isJoinedBefore(CharSequence in, int i) {
        char before = Chars.at(in, i - 1);
        char second = Chars.at(in, i - 2);
        switch (before) {
            case '-':
                return Chars.isAlnum(second);
            case '.':
            case ',':
            case ':':
            case '/':
                return Chars.isDigit(second);
            default:
                return Chars.isAlnum(before) || before == '_' || before == '+' || before == '$' || before == '€';
        }
    }

    private static boolean isJoinedAfter(CharSequence in, int end) {
        char after = Chars.at(in, end);
        char second = Chars.at(in, end + 1);
        switch (after) {
            case '-':
                return Chars.isAlnum(second);
            case '.':
            case ':':
            case '/':
                return Chars.isDigit(second);
            default:
                return Chars.isAlnum(after) || after == '_';
        }
    }

    private static boolean isNamed(CharSequence in, int i) {
        int end = wordEnd(in, i);
        int start = wordStart(in, end);
        for (int fillers = 0; fillers < 2 && Chars.isAnyWord(in, start, end, FILLERS); fillers++) {
            end = wordEnd(in, start);
            start = wordStart(in, end);
        }
        if (Chars.isWord(in, start, end, "tel")) {
            return true;
        }
        for (String word : CONTEXT) {
            if (SensitiveKeys.endsWith(in, start, end, word)) {
                return true;
            }
        }
        return false;
    }

    /** Back over what is no word; a comma or a brace ends the search, since what is before it speaks of something else. */
    private static int wordEnd(CharSequence in, int i) {
        int end = i;
        while (end > 0 && i - end < 8 && !Chars.isAlnum(in.charAt(end - 1))) {
            char c = in.charAt(end - 1);
            if (c == ',' || c == ';' || c == '{' || c == '}') {
                return i;
            }
            end--;
        }
        return end;
    }

    private static int wordStart(CharSequence in, int end) {
        int start = end;
        while (start > 0
                && end - start < FAR
                && (Chars.isLetter(in.charAt(start - 1)) || in.charAt(start - 1) == '_')) {
            start--;
        }
        return start;
    }
}
