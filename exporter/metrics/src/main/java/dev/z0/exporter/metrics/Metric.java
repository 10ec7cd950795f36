package dev.z0.exporter.metrics;

/**
 * Every metric, with its labels in the order in which values are given. The table in {@code docs/telemetry.md} is made
 * from these constants.
 */
public enum Metric {
    REQUESTS("z0_requests_total", Kind.COUNTER, "Requests that ended.", Labels.WEB),
    REQUEST_ERRORS(
            "z0_request_errors_total",
            Kind.COUNTER,
            "Requests that ended with a 5xx or an escaped exception.",
            Labels.WEB),
    REQUEST_DURATION("z0_request_duration_ms", Kind.HISTOGRAM, "Time from a request to its end.", Labels.WEB),
    REQUESTS_ACTIVE("z0_requests_active", Kind.OBSERVED_GAUGE, "Requests that have started and not ended."),
    RATE_LIMITED("z0_rate_limited_total", Kind.COUNTER, "Requests that were answered with a 429.", Labels.WEB),
    USER_ACTIONS("z0_user_actions_total", Kind.COUNTER, "Requests that were a POST, PUT, PATCH or DELETE.", Labels.WEB),

    DB_QUERIES("z0_db_queries_total", Kind.COUNTER, "Statements run, each of a batch counted.", Labels.DATABASE),
    DB_ERRORS("z0_db_errors_total", Kind.COUNTER, "Calls of a database that threw.", Labels.DATABASE),
    DB_QUERY_DURATION(
            "z0_db_query_duration_ms",
            Kind.HISTOGRAM,
            "Time of a call of a database and of reading its result; a batch and the end of a transaction are one call.",
            Labels.DATABASE),
    DB_ROWS("z0_db_rows_total", Kind.COUNTER, "Rows read, inserted, updated or deleted.", Labels.DATABASE),
    DB_N_PLUS_ONE(
            "z0_db_n_plus_one_total",
            Kind.COUNTER,
            "Statements that one unit of work repeated `Z0_N_PLUS_ONE` times or more; `route` for requests, `job` for runs.",
            "route",
            "job",
            "target"),
    DB_POOL_CONNECTIONS(
            "z0_db_pool_connections",
            Kind.OBSERVED_GAUGE,
            "Pooled connections `active` and `idle`, and threads `waiting` for one; summed over pools of a kind.",
            "pool",
            "state"),
    DB_POOL_WAIT("z0_db_pool_wait_ms", Kind.HISTOGRAM, "Time a thread waited for a pooled connection.", "pool"),
    DB_POOL_TIMEOUTS(
            "z0_db_pool_timeouts_total", Kind.COUNTER, "Waits for a pooled connection that ended without one.", "pool"),

    EXTERNAL_CALLS("z0_external_calls_total", Kind.COUNTER, "Outgoing HTTP calls that ended.", Labels.EXTERNAL),
    EXTERNAL_FAILURES(
            "z0_external_failures_total",
            Kind.COUNTER,
            "Outgoing calls that ended with a 4xx, a 5xx or an exception.",
            Labels.EXTERNAL),
    EXTERNAL_DURATION(
            "z0_external_duration_ms",
            Kind.HISTOGRAM,
            "Time of an outgoing call until its response was read.",
            Labels.EXTERNAL),
    EXTERNAL_RETRIES(
            "z0_external_retries_total",
            Kind.COUNTER,
            "Times that a client sent the same request again.",
            Labels.EXTERNAL),
    OBJECT_OPS("z0_object_ops_total", Kind.COUNTER, "Outgoing calls of an object store.", Labels.EXTERNAL),

    CRON_RUNS("z0_cron_runs_total", Kind.COUNTER, "Runs of a scheduled job that ended.", Labels.CRON),
    CRON_FAILURES("z0_cron_failures_total", Kind.COUNTER, "Runs that threw.", Labels.CRON),
    CRON_DURATION("z0_cron_duration_ms", Kind.HISTOGRAM, "Time that a run took.", Labels.CRON),
    CRON_OVERLAPS(
            "z0_cron_overlaps_total",
            Kind.COUNTER,
            "Runs that began while an earlier one of the same job was going on.",
            Labels.CRON),
    CRON_SKIPPED(
            "z0_cron_skipped_total",
            Kind.COUNTER,
            "Times that a job was due and was left out: another instance held its lock (ShedLock), or its trigger"
                    + " or condition said no.",
            Labels.CRON),
    CRON_LAST_START(
            "z0_cron_last_start_seconds",
            Kind.OBSERVED_GAUGE,
            "When the job last started, in seconds since the epoch.",
            Labels.CRON),
    CRON_LAST_SUCCESS(
            "z0_cron_last_success_seconds",
            Kind.OBSERVED_GAUGE,
            "When a run last succeeded, in seconds since the epoch.",
            Labels.CRON),
    CRON_NEXT_DUE(
            "z0_cron_next_due_seconds",
            Kind.OBSERVED_GAUGE,
            "When the job is due next, in seconds since the epoch, where its scheduler tells.",
            Labels.CRON),

    AI_REQUESTS("z0_ai_requests_total", Kind.COUNTER, "Calls of language models that ended.", Labels.AI),
    AI_ERRORS("z0_ai_errors_total", Kind.COUNTER, "Calls that failed, or whose answer says that they did.", Labels.AI),
    AI_LATENCY("z0_ai_latency_ms", Kind.HISTOGRAM, "Time of a call until its answer was read.", Labels.AI),
    AI_TIME_TO_FIRST_TOKEN(
            "z0_ai_time_to_first_token_ms",
            Kind.HISTOGRAM,
            "Time until the first generated content of a streamed answer.",
            Labels.AI),
    AI_TOKENS_INPUT("z0_ai_tokens_input_total", Kind.COUNTER, "Tokens read, as far as the provider told.", Labels.AI),
    AI_TOKENS_OUTPUT(
            "z0_ai_tokens_output_total", Kind.COUNTER, "Tokens written, as far as the provider told.", Labels.AI),
    AI_COST(
            "z0_ai_cost_usd_total",
            Kind.DOUBLE_COUNTER,
            "What calls cost in USD, by the prices that the rules give.",
            Labels.AI),

    FACTS_WRITTEN("z0_facts_written_total", Kind.COUNTER, "Facts written, as the rules name them.", "type"),
    FACTS_WRITE_FAILURES("z0_facts_write_failures_total", Kind.COUNTER, "Facts that could not be written.", "type"),
    FACTS_WRITE_DURATION(
            "z0_facts_write_duration_ms", Kind.HISTOGRAM, "Time of a call or statement that writes facts.", "type"),

    PROCESS_STARTS("z0_process_starts_total", Kind.OBSERVED_COUNTER, "1: this process started."),
    PROCESS_CPU("z0_process_cpu_ms_total", Kind.OBSERVED_COUNTER, "CPU time that the process has used."),
    PROCESS_MEMORY(
            "z0_process_memory_bytes",
            Kind.OBSERVED_GAUGE,
            "Memory used (`heap`, `non_heap`, `direct`), and the heap's size now and at most (`heap_committed`, `heap_max`).",
            "area"),
    PROCESS_GC_PAUSE(
            "z0_process_gc_pause_ms", Kind.HISTOGRAM, "Time that a garbage collection stopped the process.", "gc"),
    PROCESS_THREADS("z0_process_threads", Kind.OBSERVED_GAUGE, "Live threads, daemons included."),

    AGENT_LINES_WRITTEN("z0_agent_lines_written_total", Kind.OBSERVED_COUNTER, "Lines that z0 wrote."),
    AGENT_LINES_DROPPED(
            "z0_agent_lines_dropped_total",
            Kind.OBSERVED_COUNTER,
            "Units, messages and blocks of spans that found z0's queue full (`queue`); lines that could not be written (`output`).",
            "reason"),
    AGENT_SPANS_DROPPED(
            "z0_agent_spans_dropped_total",
            Kind.OBSERVED_COUNTER,
            "Spans that found the queue full or that the collector did not take."),
    AGENT_TASKS_DROPPED(
            "z0_agent_tasks_dropped_total",
            Kind.OBSERVED_COUNTER,
            "Tasks handed to other threads while too many waited: what they did is missing from their request's line."),
    AGENT_ERRORS(
            "z0_agent_errors_total",
            Kind.OBSERVED_COUNTER,
            "Failures of z0's own code, by family of instrumentations; also of the `weaver`, and of what takes data out (`pipeline`, `exporter`).",
            "instrumentation"),
    AGENT_STARTUP("z0_agent_startup_ms", Kind.OBSERVED_GAUGE, "Time that the application waited for z0 as it started."),
    AGENT_CLASSES_TRANSFORMED(
            "z0_agent_classes_transformed_total", Kind.OBSERVED_COUNTER, "Classes that z0 wove advice into."),

    HTTP_SERVER_DURATION(
            "http.server.request.duration",
            Kind.SECONDS,
            "As `z0_request_duration_ms`.",
            "http.request.method",
            "http.response.status_code",
            "http.route",
            "error.type"),
    HTTP_CLIENT_DURATION(
            "http.client.request.duration",
            Kind.SECONDS,
            "As `z0_external_duration_ms`.",
            "http.request.method",
            "server.address",
            "server.port",
            "http.response.status_code",
            "error.type"),
    DB_CLIENT_DURATION(
            "db.client.operation.duration",
            Kind.SECONDS,
            "As `z0_db_query_duration_ms`.",
            "db.system.name",
            "db.namespace",
            "db.collection.name",
            "db.operation.name",
            "error.type"),
    JVM_MEMORY_USED(
            "jvm.memory.used", Kind.OBSERVED_BYTES, "Memory used, by pool.", "jvm.memory.type", "jvm.memory.pool.name"),
    JVM_GC_DURATION(
            "jvm.gc.duration", Kind.SECONDS, "Time that a garbage collection took.", "jvm.gc.name", "jvm.gc.action"),
    JVM_THREADS("jvm.thread.count", Kind.OBSERVED_GAUGE, "Live threads.", "jvm.thread.daemon"),
    JVM_CPU("jvm.cpu.time", Kind.OBSERVED_SECONDS, "CPU time that the process has used.");

    private final String text;
    private final Kind kind;
    private final String doc;
    private final String[] labels;

    Metric(String text, Kind kind, String doc, String... labels) {
        this.text = text;
        this.kind = kind;
        this.doc = doc;
        this.labels = labels;
    }

    /** The metric's name. */
    public String text() {
        return text;
    }

    /** What it means, for people. */
    public String doc() {
        return doc;
    }

    Kind kind() {
        return kind;
    }

    String[] labels() {
        return labels;
    }

    /** Whether it is one of OpenTelemetry's own, which are made only where they are asked for. */
    boolean isSemanticConvention() {
        return ordinal() >= HTTP_SERVER_DURATION.ordinal();
    }

    /** What a metric is, and how it is filled. The observed ones are read when metrics are collected. */
    enum Kind {
        COUNTER("counter", ""),
        DOUBLE_COUNTER("counter", ""),
        HISTOGRAM("histogram", ""),
        SECONDS("histogram", "s"),
        OBSERVED_COUNTER("counter", ""),
        OBSERVED_SECONDS("counter", "s"),
        OBSERVED_GAUGE("gauge", ""),
        OBSERVED_BYTES("gauge", "By");

        /** As documents and Prometheus call it. */
        final String type;
        /** OpenTelemetry's unit. z0's own names say theirs, and exporters would append it once more. */
        final String unit;

        Kind(String type, String unit) {
            this.type = type;
            this.unit = unit;
        }
    }

    /** Labels that several metrics have. Apart, because an enum's constants come before its fields. */
    private static final class Labels {
        static final String[] WEB = {"tenant_id", "route", "method", "status_class"};
        static final String[] DATABASE = {"db", "target", "operation"};
        static final String[] EXTERNAL = {"service", "operation"};
        static final String[] CRON = {"job"};
        static final String[] AI = {"provider", "model"};
    }
}
