package dev.z0.agent.core.naming;

/** Tells what a developer named from what a program numbered: the guard that keeps ids and tokens out of names. */
final class Identifiers {

    private static final int LONGEST_WORD = 32;
    private static final int LONGEST_STEM = 128;
    /** Fewer letters before an id's first digit are part of the id. */
    private static final int SHORTEST_STEM = 3;

    private Identifiers() {}

    /**
     * Whether a path segment or host label looks like a value: a number, UUID, hex or base64 token, e-mail address, or
     * anything escaped, dotted or too long to be a word of an interface. Short numbered words ({@code oauth2}, {@code s3},
     * {@code b2b}) and words behind a dollar sign ({@code $metadata} of OData, {@code $everything} of FHIR) are words.
     */
    static boolean isId(String segment) {
        int length = segment.length();
        if (length > LONGEST_WORD) {
            return true;
        }
        int digits = 0;
        int upper = 0;
        int lower = 0;
        int changes = 0;
        int consonants = 0;
        int longestConsonants = 0;
        int underscore = -1;
        boolean hex = true;
        char last = 0;
        for (int i = 0; i < length; i++) {
            char c = segment.charAt(i);
            boolean digit = Names.isDigit(c);
            boolean letter = Names.isUpper(c) || Names.isLower(c);
            if (digit) {
                digits++;
            } else if (letter) {
                upper += Names.isUpper(c) ? 1 : 0;
                lower += Names.isUpper(c) ? 0 : 1;
            } else if (c != '-' && c != '_' && c != '~' && !(c == '$' && i == 0)) {
                return true;
            }
            underscore = c == '_' ? i : underscore;
            hex &= digit || isHexLetter(c) || c == '-';
            changes += isAlphanumeric(last) && (digit || letter) && digit != Names.isDigit(last) ? 1 : 0;
            consonants = letter && "aeiouyAEIOUY".indexOf(c) < 0 ? consonants + 1 : 0;
            longestConsonants = Math.max(longestConsonants, consonants);
            last = c;
        }
        boolean mixedCase = upper > 0 && lower > 0;
        return upper + lower == 0 && !segment.equals("$")
                || digits >= 4
                || changes >= 3
                || digits > 0 && hex && length >= 8
                || digits > 0 && mixedCase && length >= 10
                || digits > 0 && upper > 0 && lower == 0 && length >= 8
                || mixedCase && underscore > 0 && length - underscore > 12
                || longestConsonants >= 6 && length >= 16;
    }

    /** {@code v1}, {@code V2}, {@code v2.1}, {@code v1beta1}. */
    static boolean isVersion(String segment) {
        int length = segment.length();
        if (length < 2 || length > 10 || (segment.charAt(0) | 0x20) != 'v' || !Names.isDigit(segment.charAt(1))) {
            return false;
        }
        for (int i = 2; i < length; i++) {
            char c = segment.charAt(i);
            if (!Names.isDigit(c) && c != '.' && "alphbet".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * The part of a table's, host's or job's name that its many numbered siblings share. The name is read as parts
     * between separators: from the second part on, the first one that is an id (see {@link #isIdPart}) goes with all that
     * follows it ({@code facts_2024_01}, {@code temp_8f3a91cc}, {@code pay-7d9f8b6c5-xkcdq}); then trailing numbers go
     * ({@code users_1}), three or more digits at the end of a single word ({@code facts20240101}), and all from the first
     * digit in a single word that is itself an id ({@code tmp8f3a9b1c}). May be empty.
     */
    static String stem(String name) {
        int length = Math.min(name.length(), LONGEST_STEM);
        int end = length;
        int start = nextPart(name, 0, length);
        int firstEnd = partEnd(name, start, length);
        for (int from = nextPart(name, firstEnd, length); from < length; ) {
            int to = partEnd(name, from, length);
            if (isIdPart(name, from, to)) {
                end = from;
                break;
            }
            from = nextPart(name, to, length);
        }
        int kept = trimNumbers(name, firstEnd, end);
        return kept > firstEnd ? name.substring(0, kept) : firstWord(name, start, firstEnd);
    }

    private static String firstWord(String name, int start, int end) {
        int letters = end;
        while (letters > start && Names.isDigit(name.charAt(letters - 1))) {
            letters--;
        }
        int to = end - letters >= 3 ? letters : end;
        if (isIdPart(name, start, to)) {
            to = start;
            while (to < end && !Names.isDigit(name.charAt(to))) {
                to++;
            }
            to = to - start < SHORTEST_STEM ? start : to;
        }
        return name.substring(start, to);
    }

    /** Drops separators and parts of nothing but digits from the end, back to {@code floor}. */
    private static int trimNumbers(String name, int floor, int end) {
        int kept = end;
        for (int i = end; i > floor; i--) {
            char c = name.charAt(i - 1);
            if (!isAlphanumeric(c)) {
                kept = i - 1;
            } else if (!Names.isDigit(c)) {
                break;
            }
        }
        return kept;
    }

    /**
     * Four digits or more, hex of six or more with a digit and a letter, one letter with two digits or more (partitions:
     * {@code p01}), or five characters and more in which letters and digits alternate three times.
     */
    private static boolean isIdPart(String name, int from, int to) {
        int digits = 0;
        int changes = 0;
        boolean hex = true;
        for (int i = from; i < to; i++) {
            char c = name.charAt(i);
            boolean digit = Names.isDigit(c);
            digits += digit ? 1 : 0;
            hex &= digit || isHexLetter(c);
            changes += i > from && digit != Names.isDigit(name.charAt(i - 1)) ? 1 : 0;
        }
        int length = to - from;
        return digits >= 4
                || hex && length >= 6 && digits > 0
                || length >= 3 && digits == length - 1 && changes == 1
                || length >= 5 && changes >= 3;
    }

    private static int nextPart(String name, int from, int length) {
        int i = from;
        while (i < length && !isAlphanumeric(name.charAt(i))) {
            i++;
        }
        return i;
    }

    private static int partEnd(String name, int from, int length) {
        int i = from;
        while (i < length && isAlphanumeric(name.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isAlphanumeric(char c) {
        return Names.isLower(c) || Names.isUpper(c) || Names.isDigit(c);
    }

    private static boolean isHexLetter(char c) {
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'f';
    }
}
