package dev.z0.exporter.line;

/** Writes points in time as {@code 2026-05-10T14:23:11.123Z} without allocating anything. */
final class Timestamp {
    static final int LENGTH = 24;

    private static final long DAY_MILLIS = 86_400_000;
    private static final int DAYS_IN_400_YEARS = 146_097;

    private Timestamp() {}

    /** Years from 0 to 9999. */
    static void write(long epochMillis, char[] out) {
        long days = Math.floorDiv(epochMillis, DAY_MILLIS);
        int millis = (int) Math.floorMod(epochMillis, DAY_MILLIS);
        // Years are counted from the first of March, so that a leap day is a year's last day.
        long shifted = days + 719_468;
        long era = Math.floorDiv(shifted, DAYS_IN_400_YEARS);
        int day = (int) Math.floorMod(shifted, (long) DAYS_IN_400_YEARS);
        int year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
        int dayOfYear = day - (365 * year + year / 4 - year / 100);
        int month = (5 * dayOfYear + 2) / 153;
        digits(out, 0, 4, (int) (era * 400) + year + (month > 9 ? 1 : 0));
        out[4] = '-';
        digits(out, 5, 2, month > 9 ? month - 9 : month + 3);
        out[7] = '-';
        digits(out, 8, 2, dayOfYear - (153 * month + 2) / 5 + 1);
        out[10] = 'T';
        digits(out, 11, 2, millis / 3_600_000);
        out[13] = ':';
        digits(out, 14, 2, millis / 60_000 % 60);
        out[16] = ':';
        digits(out, 17, 2, millis / 1000 % 60);
        out[19] = '.';
        digits(out, 20, 3, millis % 1000);
        out[23] = 'Z';
    }

    private static void digits(char[] out, int at, int count, int value) {
        int rest = value;
        for (int i = at + count - 1; i >= at; i--) {
            out[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
