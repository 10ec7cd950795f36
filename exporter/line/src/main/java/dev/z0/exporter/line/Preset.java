package dev.z0.exporter.line;

import java.util.Locale;

/**
 * Other line formats: which keys a kind of line has in them, in order, as {@code key} or {@code key=name}. Kinds that a
 * format doesn't know keep z0's own keys.
 */
enum Preset {
    NONE(null, null, null),
    WORKER(
            "ts=timestamp level message service tenant_id request_id route ms=latency_ms status=status_code error metadata",
            "ts=timestamp level message service tenant_id ms=latency_ms error metadata",
            "ts=timestamp level message service tenant_id request_id ms=latency_ms error metadata"),
    SHOP(
            "ts request_id tenant_id=shop user_id=staff_id user_label=staff_label path method status ms db_queries=d1_queries"
                    + " object_ops=r2_ops external_calls error_class error_msg error_context",
            "ts cron run_id tenant_id=shop rows_touched ms results errors errors_count",
            null),
    COS(
            "request_id event_id operation_id user_id session_id type success ms=duration_ms",
            "event_id operation_id type success ms=duration_ms",
            "request_id event_id operation_id user_id session_id type success ms=duration_ms");

    private final String request;
    private final String cron;
    private final String operation;

    Preset(String request, String cron, String operation) {
        this.request = request;
        this.cron = cron;
        this.operation = operation;
    }

    /** The preset of this name; {@link #NONE} for an empty one. */
    static Preset named(String name) {
        return name.isEmpty() ? NONE : valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** The columns of a kind of line, or null where it keeps z0's own keys. */
    String[] columns(Kind kind) {
        String own =
                kind == Kind.REQUEST ? request : kind == Kind.CRON ? cron : kind == Kind.OPERATION ? operation : null;
        return own == null ? null : own.split(" ");
    }
}
