package dev.z0.exporter.line;

import java.util.Locale;

/** The kinds of lines, each with its keys in order. */
enum Kind {
    REQUEST("ts level kind message service build_version tenant_id user_id user_label session_id"
            + " request_id event_id operation_id parent_request_id trace_id span_id parent_span_id"
            + " method path route status ms bytes_in bytes_out client async"
            + " db_queries db_ms db_rows db_wait_ms db_slowest n_plus_one"
            + " external_calls external object_ops facts ai cpu_ms alloc_kb threads"
            + " error_class error_msg error_context error_stack metadata"),
    CRON("ts level kind message service build_version tenant_id cron run_id event_id operation_id trace_id span_id"
            + " ms rows_touched rows_read db_queries db_ms db_wait_ms db_slowest n_plus_one"
            + " external_calls external object_ops facts ai cpu_ms alloc_kb threads"
            + " results errors errors_count overlap schedule next_due late_ms error_context error_stack metadata"),
    OPERATION("ts level kind message service build_version tenant_id user_id session_id"
            + " request_id run_id event_id operation_id parent_operation_id trace_id span_id parent_span_id"
            + " operation status ms"
            + " db_queries db_ms db_rows db_wait_ms db_slowest n_plus_one"
            + " external_calls external object_ops facts ai cpu_ms alloc_kb threads"
            + " error_class error_msg error_context error_stack metadata"),
    EXTERNAL("ts level kind message caller build_version tenant_id user_id session_id"
            + " request_id run_id operation_id trace_id span_id parent_span_id"
            + " service operation method endpoint status ms retry_count error_class error_msg response_body"),
    METRIC("ts level kind message service build_version metric labels value count sum min max"),
    AGENT("ts level kind message service build_version");

    private final Key[] keys;

    Kind(String keys) {
        this.keys = Key.list(keys);
    }

    Key[] keys() {
        return keys;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
