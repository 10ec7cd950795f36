package dev.z0.exporter.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The keys that a line can have, each named as its constant in lower case; {@code docs/telemetry.md} explains them. */
enum Key {
    TS,
    LEVEL,
    KIND,
    MESSAGE,
    SERVICE,
    CALLER,
    BUILD_VERSION,
    TENANT_ID,
    USER_ID,
    USER_LABEL,
    SESSION_ID,
    CRON,
    RUN_ID,
    OPERATION,
    REQUEST_ID,
    EVENT_ID,
    OPERATION_ID,
    PARENT_OPERATION_ID,
    PARENT_REQUEST_ID,
    TRACE_ID,
    SPAN_ID,
    PARENT_SPAN_ID,
    METHOD,
    PATH,
    ENDPOINT,
    ROUTE,
    STATUS,
    MS,
    RETRY_COUNT,
    BYTES_IN,
    BYTES_OUT,
    CLIENT,
    ASYNC,
    ROWS_TOUCHED,
    ROWS_READ,
    DB_QUERIES,
    DB_MS,
    DB_ROWS,
    DB_WAIT_MS,
    DB_SLOWEST,
    N_PLUS_ONE,
    EXTERNAL_CALLS,
    EXTERNAL,
    OBJECT_OPS,
    FACTS,
    AI,
    CPU_MS,
    ALLOC_KB,
    THREADS,
    RESULTS,
    ERRORS,
    ERRORS_COUNT,
    OVERLAP,
    SCHEDULE,
    NEXT_DUE,
    LATE_MS,
    ERROR_CLASS,
    ERROR_MSG,
    ERROR_CONTEXT,
    ERROR_STACK,
    METADATA,
    RESPONSE_BODY,
    METRIC,
    LABELS,
    VALUE,
    COUNT,
    SUM,
    MIN,
    MAX,
    TRUNCATED,

    /** Only in the {@code worker} preset: message and stack in one object. */
    ERROR,
    /** Only in the {@code cos} preset: what happened, such as {@code tickets.post_lines}. */
    TYPE,
    /** Only in the {@code cos} preset. */
    SUCCESS;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The keys of these names, with a space between each two. */
    static Key[] list(String names) {
        List<Key> keys = new ArrayList<>();
        for (String name : names.split(" ")) {
            keys.add(valueOf(name.toUpperCase(Locale.ROOT)));
        }
        return keys.toArray(new Key[0]);
    }
}
