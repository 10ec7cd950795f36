package dev.z0.agent.core.config;

/** Finds what somebody meant to write. */
final class EditDistance {
    private static final int LONGEST = 80;

    private EditDistance() {}

    /** The setting whose name takes the fewest insertions, deletions and substitutions of a character to write. */
    static Setting closest(String name) {
        String given = cut(name);
        Setting closest = null;
        int least = Integer.MAX_VALUE;
        for (Setting setting : Setting.values()) {
            int distance = between(given, setting.name());
            if (distance < least) {
                least = distance;
                closest = setting;
            }
        }
        return closest;
    }

    /** At most 80 characters, so that neither the search nor a warning grows with what it is about. */
    static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + '…';
    }

    static int between(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
