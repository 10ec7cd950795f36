package dev.z0.exporter.line;

import com.fasterxml.jackson.core.io.SerializedString;

/** Which keys a kind of line has, in which order and under which names. Immutable. */
final class Layout {
    private final Key[] keys;
    private final SerializedString[] names;

    /** {@code names} by the keys' ordinals; each of {@code keys} has one. */
    Layout(Key[] keys, SerializedString[] names) {
        this.keys = keys;
        this.names = names;
    }

    Key[] keys() {
        return keys;
    }

    SerializedString name(Key key) {
        return names[key.ordinal()];
    }
}
