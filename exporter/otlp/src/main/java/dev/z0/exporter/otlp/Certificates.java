package dev.z0.exporter.otlp;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.config.Setting;
import dev.z0.agent.core.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The certificates that the settings name: whom z0 trusts as a collector, and what it shows of itself. */
final class Certificates {
    /** Spans and metrics are sent by an exporter each, with the same certificates. */
    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    private static final int MOST_TOLD = 100;

    private Certificates() {}

    /**
     * Gives them to an exporter's builder, as far as they are set. What can't be used is told and left out.
     *
     * @param trusted takes certificates in PEM
     * @param own takes a key and its certificates, both in PEM
     */
    static void apply(Settings settings, Consumer<byte[]> trusted, BiConsumer<byte[], byte[]> own) {
        byte[] collectors = read(settings, Setting.OTEL_EXPORTER_OTLP_CERTIFICATE);
        if (collectors != null) {
            use(Setting.OTEL_EXPORTER_OTLP_CERTIFICATE, () -> trusted.accept(collectors));
        }
        byte[] key = read(settings, Setting.OTEL_EXPORTER_OTLP_CLIENT_KEY);
        byte[] shown = read(settings, Setting.OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE);
        if (settings.text(Setting.OTEL_EXPORTER_OTLP_CLIENT_KEY).isEmpty()
                != settings.text(Setting.OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE).isEmpty()) {
            warn(Setting.OTEL_EXPORTER_OTLP_CLIENT_KEY + " and " + Setting.OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE
                    + " are used together only: one of them is not set");
        }
        if (key != null && shown != null) {
            use(Setting.OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE, () -> own.accept(key, shown));
        }
    }

    private static byte[] read(Settings settings, Setting file) {
        String name = settings.text(file);
        if (name == null || name.isEmpty()) {
            return null;
        }
        try {
            return Files.readAllBytes(Paths.get(name));
        } catch (IOException | RuntimeException e) {
            warn(file + " can't be read: " + e);
            return null;
        }
    }

    private static void use(Setting file, Runnable use) {
        try {
            use.run();
        } catch (RuntimeException e) {
            warn(file + " can't be used: " + e.getMessage());
        }
    }

    private static void warn(String text) {
        if (TOLD.size() < MOST_TOLD && TOLD.add(text)) {
            Z0.warn(text);
        }
    }
}
