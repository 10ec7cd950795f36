package dev.z0.agent.core.redact;

/**
 * Payment card numbers: the length and first digits of an existing scheme and a right check digit (ISO/IEC 7812), in one
 * piece or in the groups in which they are printed.
 */
final class Cards {
    private Cards() {}

    /** The card number whose first digit is at {@code i}. */
    static long find(CharSequence in, int i) {
        char before = Chars.at(in, i - 1);
        if ((before == '.' || before == ',') && Chars.isDigit(Chars.at(in, i - 2))) {
            return Found.NONE;
        }
        int end = Chars.digitsEnd(in, i);
        if (end - i >= 13) {
            return end - i <= 19 && isFree(in, end) ? check(in, i, end) : Found.NONE;
        }
        char separator = Chars.at(in, end);
        if (end - i != 4 || separator != ' ' && separator != '-' && separator != '.' || isJoined(in, i, separator)) {
            return Found.NONE;
        }
        int second = Chars.digitsEnd(in, end + 1);
        if (second - end == 7) {
            int third = group(in, second, separator);
            return third - second == 5 || third - second == 6 ? grouped(in, i, third, separator) : Found.NONE;
        }
        int third = second - end == 5 ? group(in, second, separator) : 0;
        int fourth = third - second == 5 ? group(in, third, separator) : 0;
        if (fourth - third != 5) {
            return Found.NONE;
        }
        int fifth = group(in, fourth, separator);
        long longer = fifth - fourth >= 2 && fifth - fourth <= 4 ? grouped(in, i, fifth, separator) : Found.NONE;
        return longer == Found.NONE ? grouped(in, i, fourth, separator) : longer;
    }

    /** The index behind the group that follows the separator at {@code i}; {@code i} if there is none. */
    private static int group(CharSequence in, int i, char separator) {
        int end = Chars.at(in, i) == separator ? Chars.digitsEnd(in, i + 1) : i;
        return end == i + 1 ? i : end;
    }

    private static long grouped(CharSequence in, int from, int to, char separator) {
        boolean goesOn = separator != ' ' && Chars.at(in, to) == separator && Chars.isAlnum(Chars.at(in, to + 1));
        return isFree(in, to) && !goesOn ? check(in, from, to) : Found.NONE;
    }

    private static boolean isJoined(CharSequence in, int i, char separator) {
        return separator != ' ' && Chars.at(in, i - 1) == separator && Chars.isAlnum(Chars.at(in, i - 2));
    }

    private static boolean isFree(CharSequence in, int end) {
        char after = Chars.at(in, end);
        return !Chars.isAlnum(after) && after != '_';
    }

    private static long check(CharSequence in, int from, int to) {
        int prefix = 0;
        int digits = 0;
        int odd = 0;
        int even = 0;
        for (int i = from; i < to; i++) {
            int digit = in.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                continue;
            }
            int doubled = digit < 5 ? 2 * digit : 2 * digit - 9;
            int keep = odd;
            odd = even + digit;
            even = keep + doubled;
            digits++;
            prefix = digits <= 4 ? 10 * prefix + digit : prefix;
        }
        return odd % 10 == 0 && isIssued(prefix, digits) ? Found.of(Found.CARD, from, to) : Found.NONE;
    }

    /** Whether any scheme issues numbers with these first four digits and this length. */
    private static boolean isIssued(int prefix, int digits) {
        int two = prefix / 100;
        int three = prefix / 10;
        if (prefix / 1000 == 4) {
            return digits == 13 || digits == 16 || digits == 19; // Visa
        }
        if (two >= 51 && two <= 55 || prefix >= 2221 && prefix <= 2720) {
            return digits == 16; // Mastercard
        }
        if (two == 34 || two == 37) {
            return digits == 15; // American Express
        }
        if (three >= 300 && three <= 305 || two == 36 || two == 38 || two == 39) {
            return digits == 14; // Diners Club
        }
        if (prefix >= 2200 && prefix <= 2204 || prefix >= 3528 && prefix <= 3589) {
            return digits >= 16; // Mir, JCB
        }
        if (two == 62 || two == 65 || prefix == 6011 || three >= 644 && three <= 649) {
            return digits >= 16; // UnionPay, Discover
        }
        return two == 67 || prefix == 5018 || prefix == 5020 || prefix == 5038 || prefix == 5893 || prefix == 6304;
    }
}
