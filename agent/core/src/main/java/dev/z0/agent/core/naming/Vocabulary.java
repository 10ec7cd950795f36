package dev.z0.agent.core.naming;

import java.util.concurrent.ConcurrentHashMap;

/**
 * A bounded set of strings: the last line of defence for cardinality. What comes first is kept for good, what comes when the
 * set is full is called something general instead.
 */
final class Vocabulary {

    private final int limit;
    private final ConcurrentHashMap<String, String> words = new ConcurrentHashMap<>();

    Vocabulary(int limit) {
        this.limit = limit;
    }

    /** {@code word}, always the same instance, or {@code overflow} if it is new and there is no room. */
    String admit(String word, String overflow) {
        String known = words.get(word);
        if (known != null) {
            return known;
        }
        if (words.size() >= limit) {
            return overflow;
        }
        known = words.putIfAbsent(word, word);
        return known == null ? word : known;
    }
}
