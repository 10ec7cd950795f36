package dev.z0.exporter.metrics;

import dev.z0.agent.core.naming.Routes;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.record.Query;
import dev.z0.agent.core.record.Request;

/** Durations once more, under the names and with the attributes of OpenTelemetry's semantic conventions. */
final class SemanticMetrics {
    private final Instruments instruments;
    private final Labels requests = new Labels(Metric.HTTP_SERVER_DURATION.labels());
    private final Labels calls = new Labels(Metric.HTTP_CLIENT_DURATION.labels());
    private final Labels queries = new Labels(Metric.DB_CLIENT_DURATION.labels());

    SemanticMetrics(Instruments instruments) {
        this.instruments = instruments;
    }

    void request(Request request) {
        instruments.duration(
                Metric.HTTP_SERVER_DURATION,
                request.durationNanos(),
                requests.of(
                        Routes.methodLabel(request.method()),
                        status(request.status()),
                        request.route(),
                        request.errorType()));
    }

    void call(ExternalCall call) {
        instruments.duration(
                Metric.HTTP_CLIENT_DURATION,
                call.durationNanos(),
                calls.of(
                        call.target().method(),
                        call.target().host(),
                        (long) call.port(),
                        status(call.status()),
                        call.errorType()));
    }

    void query(Query query) {
        instruments.duration(
                Metric.DB_CLIENT_DURATION,
                query.databaseNanos(),
                queries.of(
                        query.database().system(),
                        query.database().namespace(),
                        query.statement().table(),
                        query.statement().operation(),
                        query.errorType()));
    }

    private static Long status(int status) {
        return status > 0 ? (Long) (long) status : null;
    }
}
