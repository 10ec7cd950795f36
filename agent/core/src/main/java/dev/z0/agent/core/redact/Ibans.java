package dev.z0.agent.core.redact;

/** IBANs (ISO 13616): a country's code, the length that country uses, and a remainder of 1 modulo 97. */
final class Ibans {
    private static final String LENGTHS =
            "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18FR27"
                    + "GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24"
                    + "ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23"
                    + "ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30";

    private Ibans() {}

    /** The IBAN whose country code is at {@code i}, with or without a space or hyphen between its groups. */
    static long find(CharSequence in, int i) {
        if (!Chars.isDigit(Chars.at(in, i + 2)) || !Chars.isDigit(Chars.at(in, i + 3))) {
            return Found.NONE;
        }
        int length = length(upper(in.charAt(i)), upper(in.charAt(i + 1)));
        int end = i;
        for (int count = 0; count < length; count++, end++) {
            char c = Chars.at(in, end);
            if (count > 0 && count % 4 == 0 && (c == ' ' || c == '-')) {
                c = Chars.at(in, ++end);
            }
            if (c > 127 || !Chars.isAlnum(c)) {
                return Found.NONE;
            }
        }
        if (length == 0 || Chars.isAlnum(Chars.at(in, end)) || Chars.at(in, end) == '_') {
            return Found.NONE;
        }
        int remainder = remainder(in, i, i + 4, remainder(in, i + 4, end, 0));
        return remainder == 1 ? Found.of(Found.IBAN, i, end) : Found.NONE;
    }

    private static int length(char first, char second) {
        for (int i = 0; i < LENGTHS.length(); i += 4) {
            if (LENGTHS.charAt(i) == first && LENGTHS.charAt(i + 1) == second) {
                return 10 * (LENGTHS.charAt(i + 2) - '0') + LENGTHS.charAt(i + 3) - '0';
            }
        }
        return 0;
    }

    private static int remainder(CharSequence in, int from, int to, int start) {
        int remainder = start;
        for (int i = from; i < to; i++) {
            char c = upper(in.charAt(i));
            if (Chars.isDigit(c)) {
                remainder = (remainder * 10 + c - '0') % 97;
            } else if (Chars.isUpper(c)) {
                remainder = (remainder * 100 + c - 'A' + 10) % 97;
            }
        }
        return remainder;
    }

    private static char upper(char c) {
        return c >= 'a' && c <= 'z' ? (char) (c - 32) : c;
    }
}
