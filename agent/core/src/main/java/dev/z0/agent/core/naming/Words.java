package dev.z0.agent.core.naming;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** A fixed set of SQL keywords, asked without regard to case. */
final class Words {

    private final Set<String> words;
    private int longest;

    Words(String spaceSeparated) {
        words = new HashSet<>(Arrays.asList(spaceSeparated.split(" ")));
        for (String word : words) {
            longest = Math.max(longest, word.length());
        }
    }

    boolean contains(String text, int start, int end) {
        return end - start <= longest
                && words.contains(text.substring(start, end).toLowerCase(Locale.ROOT));
    }
}
