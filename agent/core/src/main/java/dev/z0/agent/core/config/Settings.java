package dev.z0.agent.core.config;

import dev.z0.agent.core.redact.Redactor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The agent's configuration, read once. A setting comes from the environment, else from a system property, else from the
 * agent's arguments, else it has its default; what is empty counts as not set. Whatever cannot be understood becomes a
 * warning and the default holds: nothing here ever throws, except a getter that does not fit its setting's type
 * ({@link ClassCastException}). Immutable.
 */
public final class Settings {
    private static final int MOST_WARNINGS = 100;

    private final String[] values = new String[Setting.values().length];
    private final List<String> warnings = new ArrayList<>();
    private final Map<String, Setting> names = new HashMap<>(256);

    private Settings() {
        for (Setting setting : Setting.values()) {
            names.put(setting.name(), setting);
        }
    }

    /**
     * Reads the configuration.
     *
     * @param environment as from {@link System#getenv()}; may be null
     * @param system as from {@link System#getProperties()}; may be null
     * @param agentArguments what stands behind {@code -javaagent:z0-agent.jar=}: {@code name=value} pairs with commas
     *     between them, {@code z0.} may be left out of a name; inside a list or a map, {@code ;} stands for the comma; may
     *     be null
     */
    public static Settings load(Map<String, String> environment, Properties system, String agentArguments) {
        Settings settings = new Settings();
        if (environment != null) {
            for (Map.Entry<String, String> variable : environment.entrySet()) {
                String name = variable.getKey();
                if ((name.startsWith("Z0_") || name.startsWith("OTEL_")) && !isServiceLink(name, variable.getValue())) {
                    settings.offer(Source.ENVIRONMENT, name, name, variable.getValue());
                }
            }
        }
        if (system != null) {
            for (String name : system.stringPropertyNames()) {
                if (name.startsWith("z0.") || name.startsWith("otel.")) {
                    settings.offer(Source.PROPERTY, name, constantName(name), system.getProperty(name));
                }
            }
        }
        if (agentArguments != null) {
            settings.readArguments(agentArguments);
        }
        return settings;
    }

    /** The value as text, whatever the type; empty where nothing is set and there is no default. */
    public String text(Setting setting) {
        String value = values[setting.ordinal()];
        return value == null ? setting.standard() : value;
    }

    /** The value of a FLAG. */
    public boolean flag(Setting setting) {
        return (Boolean) Values.parse(setting, text(setting));
    }

    /** The value of a NUMBER or COUNT; fits an int. */
    public long number(Setting setting) {
        return (Long) Values.parse(setting, text(setting));
    }

    /** The value of a MILLIS or INTERVAL, in milliseconds. */
    public long millis(Setting setting) {
        return (Long) Values.parse(setting, text(setting));
    }

    /** The value of a BYTES, in bytes. */
    public long bytes(Setting setting) {
        return (Long) Values.parse(setting, text(setting));
    }

    /** The value of a RATIO, from 0 to 1. */
    public double ratio(Setting setting) {
        return (Double) Values.parse(setting, text(setting));
    }

    /** The words of a LIST, in order; unmodifiable. */
    @SuppressWarnings("unchecked")
    public List<String> list(Setting setting) {
        return (List<String>) Values.parse(setting, text(setting));
    }

    /** The pairs of a MAP, in order and decoded; unmodifiable. */
    @SuppressWarnings("unchecked")
    public Map<String, String> map(Setting setting) {
        return (Map<String, String>) Values.parse(setting, text(setting));
    }

    /** One sentence for each name or value that was not understood; at most 100; unmodifiable. */
    public List<String> warnings() {
        return Collections.unmodifiableList(warnings);
    }

    /** Every setting's name with the value that holds, secrets hidden, in the order of the documentation. */
    public Map<String, String> effective() {
        Map<String, String> all = new LinkedHashMap<>();
        for (Setting setting : Setting.values()) {
            String value = text(setting);
            all.put(setting.name(), setting.secret() && !value.isEmpty() ? "[hidden]" : Redactor.text(value));
        }
        return all;
    }

    private void readArguments(String arguments) {
        int start = 0;
        for (int position = 1; start < arguments.length(); position++) {
            int comma = arguments.indexOf(',', start);
            int end = comma < 0 ? arguments.length() : comma;
            String pair = arguments.substring(start, end).trim();
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String given = pair.substring(0, equals).trim();
                String name = constantName(given);
                if (!name.startsWith("Z0_") && !name.startsWith("OTEL_")) {
                    name = "Z0_" + name;
                }
                offer(Source.ARGUMENT, given, name, pair.substring(equals + 1));
            } else if (!pair.isEmpty()) {
                // by its position, since it may be the rest of a secret that held a comma
                warn(Source.ARGUMENT, Integer.toString(position), "is not name=value and is ignored");
            }
            start = end + 1;
        }
    }

    private void offer(Source source, String given, String name, String text) {
        Setting setting = names.get(name);
        String value = text == null ? "" : text.trim();
        if (setting == null) {
            if (name.startsWith("Z0_") && !name.startsWith("Z0_TEST_")) {
                Setting closest = EditDistance.closest(name);
                String suggestion = source == Source.ENVIRONMENT ? closest.name() : closest.property();
                warn(source, given, "is unknown and is ignored; the closest is " + suggestion);
            }
            return;
        }
        if (value.isEmpty() || values[setting.ordinal()] != null) {
            return;
        }
        if (source == Source.ARGUMENT && (setting.type() == Setting.Type.LIST || setting.type() == Setting.Type.MAP)) {
            value = value.replace(';', ',');
        }
        if (Values.parse(setting, value) == null) {
            String shown = setting.secret() ? "the value" : '\'' + EditDistance.cut(Redactor.text(value)) + '\'';
            String holds = setting.standard().isEmpty() ? "it stays unset" : setting.standard() + " holds";
            String closest = setting.secret() ? null : Closest.to(setting, value);
            String meant = closest == null ? "" : "; the closest is " + closest;
            warn(source, given, "takes " + setting.accepted() + ", not " + shown + meant + "; " + holds);
            value = setting.standard();
        }
        values[setting.ordinal()] = value;
    }

    private void warn(Source source, String given, String problem) {
        if (warnings.size() < MOST_WARNINGS) {
            warnings.add(source.label + ' ' + EditDistance.cut(given) + ' ' + problem);
        }
    }

    /** {@code z0.line.file} and {@code z0.line-file} as {@code Z0_LINE_FILE}. */
    private static String constantName(String given) {
        char[] name = given.toCharArray();
        for (int i = 0; i < name.length; i++) {
            char c = name[i];
            name[i] = c == '.' || c == '-' ? '_' : Character.toUpperCase(c);
        }
        return new String(name);
    }

    /** Kubernetes puts the address of each service into the environment; one named z0-something looks like a setting. */
    private static boolean isServiceLink(String name, String value) {
        return name.endsWith("_SERVICE_HOST")
                || name.contains("_SERVICE_PORT")
                || name.contains("_TCP")
                || name.contains("_UDP")
                || name.endsWith("_PORT") && value != null && value.contains("://");
    }

    private enum Source {
        ENVIRONMENT("environment variable"),
        PROPERTY("system property"),
        ARGUMENT("agent argument");

        private final String label;

        Source(String label) {
            this.label = label;
        }
    }
}
