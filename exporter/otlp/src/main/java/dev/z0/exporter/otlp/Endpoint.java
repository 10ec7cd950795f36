package dev.z0.exporter.otlp;

import dev.z0.agent.core.config.Setting;
import dev.z0.agent.core.config.Settings;
import java.util.Map;

/** Where a signal is sent, by the settings. Apart from all that sends, which is not loaded where there is no endpoint. */
final class Endpoint {
    private Endpoint() {}

    /** The endpoint of a signal: its own, taken as it stands, or the common one and a path; null where none is set. */
    static String of(Settings settings, Setting own, String path) {
        String endpoint = settings.text(own);
        if (endpoint != null && !endpoint.isEmpty()) {
            return endpoint;
        }
        String common = settings.text(Setting.OTEL_EXPORTER_OTLP_ENDPOINT);
        return common == null || common.isEmpty() ? null : common.endsWith("/") ? common + path : common + '/' + path;
    }

    /** The headers of a signal: its own where it has any, else the common ones. */
    static Map<String, String> headers(Settings settings, Setting own) {
        Map<String, String> headers = settings.map(own);
        return headers.isEmpty() ? settings.map(Setting.OTEL_EXPORTER_OTLP_HEADERS) : headers;
    }
}
