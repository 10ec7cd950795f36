package dev.z0.exporter.otlp;

import dev.z0.agent.core.config.Setting;
import dev.z0.agent.core.config.Settings;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporterBuilder;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjLongConsumer;

/** Sends metrics by OTLP, with OpenTelemetry's own exporter, on the calling thread. Thread-safe. */
public final class OtlpMetrics implements ObjLongConsumer<Collection<MetricData>> {
    private final Settings settings;
    private final Collector collector;
    private final long timeoutMillis;
    private OtlpHttpMetricExporter exporter;

    /** Sends to the endpoint that the settings name. */
    public OtlpMetrics(Settings settings) {
        this.settings = settings;
        this.collector = new Collector("metrics", settings);
        this.timeoutMillis = settings.millis(Setting.OTEL_EXPORTER_OTLP_TIMEOUT);
    }

    /** The endpoint for metrics; null where none is set, or metrics are not to be sent. */
    public static String endpoint(Settings settings) {
        if (settings.flag(Setting.OTEL_SDK_DISABLED) || "none".equals(settings.text(Setting.OTEL_METRICS_EXPORTER))) {
            return null;
        }
        return Endpoint.of(settings, Setting.OTEL_EXPORTER_OTLP_METRICS_ENDPOINT, "v1/metrics");
    }

    /** Gives the metrics up after so many milliseconds, or sooner where the settings say so. */
    @Override
    public synchronized void accept(Collection<MetricData> metrics, long millis) {
        if (exporter == null) {
            exporter = exporter();
        }
        long limit = TimeUnit.MILLISECONDS.toNanos(Math.min(timeoutMillis, millis));
        collector.sends(metrics.size(), System.nanoTime() + limit);
        exporter.export(metrics);
    }

    private OtlpHttpMetricExporter exporter() {
        OtlpHttpMetricExporterBuilder builder = OtlpHttpMetricExporter.builder()
                .setEndpoint(endpoint(settings))
                .setComponentLoader(collector)
                .setCompression(settings.text(Setting.OTEL_EXPORTER_OTLP_COMPRESSION));
        Endpoint.headers(settings, Setting.OTEL_EXPORTER_OTLP_METRICS_HEADERS).forEach(builder::addHeader);
        Certificates.apply(settings, builder::setTrustedCertificates, builder::setClientTls);
        return builder.build();
    }
}
