package dev.z0.exporter.otlp;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.config.Setting;
import dev.z0.agent.core.config.Settings;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import java.util.Collections;
import java.util.Map;

/**
 * Where telemetry is sent, and what becomes of it. OpenTelemetry's exporters ask a {@link ComponentLoader} for their
 * sender and would log failures into the application's log; they get {@link UrlConnectionSender}, and failures are told
 * here: in one line when they begin and one when they end.
 */
public final class Collector implements ComponentLoader, HttpSenderProvider {
    private final String what;
    private final long timeoutMillis;
    private int underway;
    private long lost;
    private boolean failing;
    private volatile String address = "";

    /** {@code what} is sent, for messages. */
    public Collector(String what, Settings settings) {
        this.what = what;
        this.timeoutMillis = settings.millis(Setting.OTEL_EXPORTER_OTLP_TIMEOUT);
    }

    /** The endpoint of a signal: its own, taken as it stands, or the common one and a path; null where none is set. */
    public static String endpoint(Settings settings, Setting own, String path) {
        String endpoint = settings.text(own);
        if (endpoint != null && !endpoint.isEmpty()) {
            return endpoint;
        }
        String common = settings.text(Setting.OTEL_EXPORTER_OTLP_ENDPOINT);
        return common == null || common.isEmpty() ? null : common.endsWith("/") ? common + path : common + '/' + path;
    }

    /** The headers of a signal: its own where it has any, else the common ones. */
    public static Map<String, String> headers(Settings settings, Setting own) {
        Map<String, String> headers = settings.map(own);
        return headers.isEmpty() ? settings.map(Setting.OTEL_EXPORTER_OTLP_HEADERS) : headers;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> Iterable<T> load(Class<T> type) {
        return type == HttpSenderProvider.class ? Collections.singleton((T) this) : Collections.emptyList();
    }

    @Override
    public HttpSender createSender(HttpSenderConfig config) {
        address = config.getEndpoint().getHost() + ':' + config.getEndpoint().getPort();
        return new UrlConnectionSender(config, this, timeoutMillis);
    }

    /** The next delivery holds so many items. */
    synchronized void sends(int items) {
        underway = items;
    }

    /** The delivery arrived. */
    synchronized void delivered() {
        if (failing) {
            failing = false;
            Z0.warn("the collector at " + address + " takes " + what + " again; " + lost + " were lost so far");
        }
    }

    /** The delivery was given up. */
    synchronized void failed(String reason) {
        lost += underway;
        if (!failing) {
            failing = true;
            Z0.warn("the collector at " + address + " does not take " + what + ": " + reason);
        }
    }

    /** Items that were given up. */
    synchronized long lost() {
        return lost;
    }
}
