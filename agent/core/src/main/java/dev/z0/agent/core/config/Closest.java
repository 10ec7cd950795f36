package dev.z0.agent.core.config;

/** What somebody may have meant whose value was not accepted. Loaded only then. */
public final class Closest {
    private Closest() {}

    /** The accepted value that is closest to the text, as it is to be written; null where none is close. */
    static String to(Setting setting, String text) {
        Setting.Type type = setting.type();
        if (setting.choices().length > 1) {
            return choice(setting, text);
        }
        if (type == Setting.Type.RATIO) {
            return ratio(text);
        }
        boolean negative = text.startsWith("-");
        String number = negative ? text.substring(1) : text;
        if (!isWhole(number)) {
            return null;
        }
        boolean least = negative || Long.parseLong(number.substring(0, Math.min(number.length(), 18))) == 0;
        if (type == Setting.Type.NUMBER) {
            return least ? "0" : Integer.toString(Integer.MAX_VALUE);
        }
        if (type == Setting.Type.COUNT) {
            return least ? "1" : Integer.toString(Values.MOST);
        }
        return type == Setting.Type.INTERVAL && least ? "1ms" : null;
    }

    /** The first word that is none of the choices, put right. */
    private static String choice(Setting setting, String text) {
        for (String word : text.split(",")) {
            String given = word.trim();
            if (!given.isEmpty() && !setting.permits(given)) {
                return Setting.shown(among(setting.choices(), given));
            }
        }
        return null;
    }

    /** The one of these that is closest to a word. */
    public static String among(String[] choices, String given) {
        String closest = null;
        int least = Integer.MAX_VALUE;
        for (String choice : choices) {
            int distance = EditDistance.between(EditDistance.cut(kind(given)), kind(choice));
            if (distance < least) {
                least = distance;
                closest = choice;
            }
        }
        return closest;
    }

    /** Up to the colon, if there is one: what follows it is anybody's choice. */
    private static String kind(String word) {
        return word.substring(0, word.indexOf(':') < 0 ? word.length() : word.indexOf(':') + 1);
    }

    private static String ratio(String text) {
        try {
            double value = Double.parseDouble(text);
            return value < 0 ? "0.0" : value > 1 ? "1.0" : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static boolean isWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
