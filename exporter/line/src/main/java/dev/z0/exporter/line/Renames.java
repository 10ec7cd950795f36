package dev.z0.exporter.line;

import com.fasterxml.jackson.core.io.SerializedString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Works out each kind's keys and their names from the preset and from {@code Z0_LINE_FIELDS}. */
final class Renames {
    private final Map<String, String> renamed;
    private final Preset preset;
    private final Set<String> used = new HashSet<>();
    private final Set<String> clashes = new HashSet<>();

    /** {@code renamed} from a key, or the name that the preset gives it, to a name. */
    Renames(Map<String, String> renamed, Preset preset) {
        this.renamed = renamed;
        this.preset = preset;
    }

    Layout layout(Kind kind) {
        SerializedString[] names = new SerializedString[Key.values().length];
        Key[] keys = kind.keys();
        String[] columns = preset.columns(kind);
        Map<Key, String> texts = new HashMap<>();
        if (columns == null) {
            for (Key key : keys) {
                texts.put(key, key.text());
            }
        } else {
            keys = new Key[columns.length];
            for (int i = 0; i < columns.length; i++) {
                int equals = columns[i].indexOf('=');
                keys[i] = Key.list(equals < 0 ? columns[i] : columns[i].substring(0, equals))[0];
                texts.put(keys[i], columns[i].substring(equals + 1));
            }
        }
        texts.put(Key.TRUNCATED, Key.TRUNCATED.text());
        rename(texts);
        for (Map.Entry<Key, String> named : texts.entrySet()) {
            names[named.getKey().ordinal()] = new SerializedString(named.getValue());
        }
        return new Layout(keys, names);
    }

    private void rename(Map<Key, String> texts) {
        Set<String> taken = new HashSet<>(texts.values());
        for (Map.Entry<Key, String> named : texts.entrySet()) {
            String from = renamed.containsKey(named.getValue())
                    ? named.getValue()
                    : named.getKey().text();
            String to = renamed.get(from);
            if (to == null) {
                continue;
            }
            used.add(from);
            if (to.isEmpty() || !taken.add(to)) {
                clashes.add(from);
            } else {
                named.setValue(to);
            }
        }
    }

    /** What could not be done; after the last layout. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (Map.Entry<String, String> pair : renamed.entrySet()) {
            String from = pair.getKey();
            if (!used.contains(from)) {
                warnings.add("Z0_LINE_FIELDS: no line has a key " + from);
            } else if (clashes.contains(from)) {
                warnings.add(
                        "Z0_LINE_FIELDS: " + from + " keeps its name: '" + pair.getValue() + "' is empty or taken");
            }
        }
        return warnings;
    }
}
