package dev.z0.exporter.line;

import dev.z0.agent.core.config.Setting;
import dev.z0.agent.core.config.Settings;
import java.util.ArrayList;
import java.util.List;

/** What the configuration says about lines, read once. Immutable. */
final class LineSettings {
    private final Layout[] layouts = new Layout[Kind.values().length];
    private final long slowNanos;
    private final long nPlusOne;
    private final boolean stacks;
    private final List<String> externalServices;
    private final Preset preset;
    private final List<String> warnings = new ArrayList<>();

    LineSettings(Settings settings) {
        slowNanos = settings.millis(Setting.Z0_SLOW_MS) * 1_000_000;
        nPlusOne = settings.number(Setting.Z0_N_PLUS_ONE);
        stacks = settings.flag(Setting.Z0_LINE_STACK);
        externalServices = settings.list(Setting.Z0_EXTERNAL_SERVICES);
        preset = Preset.named(settings.text(Setting.Z0_LINE_PRESET));
        Renames renames = new Renames(settings.map(Setting.Z0_LINE_FIELDS), preset);
        for (Kind kind : Kind.values()) {
            layouts[kind.ordinal()] = renames.layout(kind);
        }
        warnings.addAll(renames.warnings());
    }

    Layout layout(Kind kind) {
        return layouts[kind.ordinal()];
    }

    /** From this duration on a request is slow; 0 for never. */
    long slowNanos() {
        return slowNanos;
    }

    /** How often one statement must run to count as an N+1; 0 for never. */
    long nPlusOne() {
        return nPlusOne;
    }

    /** Whether lines carry stack traces. */
    boolean stacks() {
        return stacks;
    }

    /** The services that are named even when they were not called. */
    List<String> externalServices() {
        return externalServices;
    }

    /** Whether a user id of digits is written as a number, on lines of requests. */
    boolean numericUsers() {
        return preset == Preset.SHOP;
    }

    /** Whether the operations of object stores are counted even where there was none. */
    boolean namesObjectOps() {
        return preset == Preset.SHOP;
    }

    /** What was not understood. */
    List<String> warnings() {
        return warnings;
    }
}
