package dev.z0.agent.core.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** From a setting's text to its value. Runs interpreted on the main thread, so it is plain loops and comparisons. */
final class Values {
    static final int MOST = 1_000_000;
    private static final String[] TIMES = {"ms", "s", "m", "h", "d", ""};
    private static final long[] MILLIS = {1, 1_000, 60_000, 3_600_000, 86_400_000, 1};
    private static final String[] SIZES = {"b", "k", "kb", "m", "mb", "g", "gb", ""};
    private static final long[] BYTES = {1, 1 << 10, 1 << 10, 1 << 20, 1 << 20, 1 << 30, 1 << 30, 1};

    private Values() {}

    /**
     * The value: a String, Boolean, Long, Double, List or Map, as the setting's type says; null if the text does not
     * have the accepted form.
     */
    static Object parse(Setting setting, String text) {
        Setting.Type type = setting.type();
        if (type == Setting.Type.TEXT) {
            return text.isEmpty() || setting.permits(text) ? text : null;
        }
        if (type == Setting.Type.FLAG) {
            return flag(text);
        }
        if (type == Setting.Type.NUMBER) {
            return within(scaled(text, new String[] {""}, new long[] {1}), 0, Integer.MAX_VALUE);
        }
        if (type == Setting.Type.COUNT) {
            return within(scaled(text, new String[] {""}, new long[] {1}), 1, MOST);
        }
        if (type == Setting.Type.MILLIS) {
            return within(scaled(text, TIMES, MILLIS), 0, Long.MAX_VALUE);
        }
        if (type == Setting.Type.INTERVAL) {
            return within(scaled(text, TIMES, MILLIS), 1, Long.MAX_VALUE);
        }
        if (type == Setting.Type.BYTES) {
            return within(scaled(text, SIZES, BYTES), 0, Long.MAX_VALUE);
        }
        if (type == Setting.Type.RATIO) {
            return ratio(text);
        }
        if (type == Setting.Type.LIST) {
            return list(setting, text);
        }
        if (type == Setting.Type.MAP) {
            return map(text);
        }
        return text.isEmpty() || (type == Setting.Type.URL ? isUrl(text) : isAddress(text)) ? text : null;
    }

    private static Boolean flag(String text) {
        switch (text.toLowerCase(Locale.ROOT)) {
            case "true":
            case "on":
            case "yes":
            case "1":
                return Boolean.TRUE;
            case "false":
            case "off":
            case "no":
            case "0":
                return Boolean.FALSE;
            default:
                return null;
        }
    }

    private static Long within(long value, long least, long most) {
        return value >= least && value <= most ? (Long) value : null;
    }

    /** A whole number and its unit, multiplied; -1 if it is not that or does not fit. */
    private static long scaled(String text, String[] units, long[] factors) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        if (digits == 0 || digits > 18) {
            return -1;
        }
        long number = Long.parseLong(text.substring(0, digits));
        String unit = text.substring(digits).trim();
        for (int i = 0; i < units.length; i++) {
            if (unit.equalsIgnoreCase(units[i])) {
                return number > Long.MAX_VALUE / factors[i] ? -1 : number * factors[i];
            }
        }
        return -1;
    }

    private static Double ratio(String text) {
        try {
            double value = Double.parseDouble(text);
            return value >= 0 && value <= 1 ? (Double) value : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static boolean isUrl(String text) {
        int scheme = text.startsWith("http://") ? 7 : text.startsWith("https://") ? 8 : text.length();
        return scheme < text.length() && text.indexOf(' ') < 0;
    }

    private static boolean isAddress(String text) {
        int colon = text.lastIndexOf(':');
        return colon > 0 && scaled(text.substring(colon + 1), new String[] {""}, new long[] {1}) >>> 16 == 0;
    }

    /** The words between the commas; {@code none} alone is the empty list. */
    private static List<String> list(Setting setting, String text) {
        if (text.equals("none")) {
            return Collections.emptyList();
        }
        List<String> words = new ArrayList<>();
        int start = 0;
        while (start <= text.length()) {
            int end = end(text, start);
            String word = text.substring(start, end).trim();
            if (!word.isEmpty()) {
                if (!setting.permits(word)) {
                    return null;
                }
                words.add(word);
            }
            start = end + 1;
        }
        return Collections.unmodifiableList(words);
    }

    private static Map<String, String> map(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        int start = 0;
        while (start <= text.length()) {
            int end = end(text, start);
            String pair = text.substring(start, end).trim();
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                if (equals <= 0) {
                    return null;
                }
                String key = PercentEncoding.decode(pair.substring(0, equals).trim());
                pairs.put(key, PercentEncoding.decode(pair.substring(equals + 1).trim()));
            }
            start = end + 1;
        }
        return Collections.unmodifiableMap(pairs);
    }

    private static int end(String text, int start) {
        int comma = text.indexOf(',', start);
        return comma < 0 ? text.length() : comma;
    }
}
