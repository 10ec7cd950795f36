package dev.z0.agent.core.export;

import java.util.LinkedHashMap;
import java.util.Map;

/** Something z0 says about itself: a line of kind {@code agent}. Not changed once it is handed over. */
public final class AgentMessage {
    private final long millis = System.currentTimeMillis();
    private final String level;
    private final String text;
    private final Map<String, Object> fields = new LinkedHashMap<>();

    /** {@code level} is {@code info}, {@code warn} or {@code error}. */
    public AgentMessage(String level, String text) {
        this.level = level;
        this.text = text;
    }

    /** Adds a key; its value is a String, a Number, a Boolean or a collection of Strings. */
    public AgentMessage with(String key, Object value) {
        fields.put(key, value);
        return this;
    }

    /** When it was said, in milliseconds since the epoch. */
    public long millis() {
        return millis;
    }

    /** How bad it is. */
    public String level() {
        return level;
    }

    /** What there is to say, for a person. */
    public String text() {
        return text;
    }

    /** Further keys, in order. */
    public Map<String, Object> fields() {
        return fields;
    }
}
