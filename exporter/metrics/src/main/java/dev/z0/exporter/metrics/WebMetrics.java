package dev.z0.exporter.metrics;

import dev.z0.agent.core.naming.Routes;
import dev.z0.agent.core.record.Request;
import io.opentelemetry.api.common.Attributes;

/** What requests add up to. */
final class WebMetrics {
    private static final String[] CLASSES = {"none", "1xx", "2xx", "3xx", "4xx", "5xx"};

    private final Instruments instruments;
    private final Labels series = new Labels(Metric.REQUESTS.labels());

    WebMetrics(Instruments instruments) {
        this.instruments = instruments;
    }

    void request(Request request) {
        int status = request.status();
        String method = Routes.methodLabel(request.method());
        Attributes labels = series.of(
                request.tenant(),
                request.route(),
                method,
                status >= 600 ? "other" : CLASSES[Math.max(0, status) / 100]);
        instruments.add(Metric.REQUESTS, 1, labels);
        instruments.duration(Metric.REQUEST_DURATION, request.durationNanos(), labels);
        if (request.failed()) {
            instruments.add(Metric.REQUEST_ERRORS, 1, labels);
        }
        if (status == 429) {
            instruments.add(Metric.RATE_LIMITED, 1, labels);
        }
        if (changesState(method)) {
            instruments.add(Metric.USER_ACTIONS, 1, labels);
        }
    }

    private static boolean changesState(String method) {
        return method.equals("POST") || method.equals("PUT") || method.equals("PATCH") || method.equals("DELETE");
    }
}
