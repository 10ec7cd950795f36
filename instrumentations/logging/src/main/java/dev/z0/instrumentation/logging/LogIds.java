package dev.z0.instrumentation.logging;

import dev.z0.agent.core.id.Ids;
import dev.z0.agent.core.record.Enclosing;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.SpanRecord;

/** The ids of what the current thread works for, under the keys that a log event carries them. */
final class LogIds {
    /** How many there can be. */
    static final int MOST = 5;

    private LogIds() {}

    /** Takes one id. Whatever the application has set under the key itself must stay. */
    interface Sink {
        void putIfAbsent(String key, String value);
    }

    /** Gives the sink each id that there is. */
    static void put(SpanRecord span, Sink sink) {
        Request request = Enclosing.request(span);
        put("request_id", request == null ? null : request.requestId(), sink);
        put("operation_id", Enclosing.operationId(span), sink);
        put("tenant_id", Enclosing.tenant(span), sink);
        sink.putIfAbsent("trace_id", span.trace().text());
        sink.putIfAbsent("span_id", Ids.hex(span.spanId()));
    }

    private static void put(String key, String value, Sink sink) {
        if (value != null) {
            sink.putIfAbsent(key, value);
        }
    }
}
