package dev.z0.exporter.diagnostics;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.Operation;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.record.Summary;
import dev.z0.agent.core.redact.Redactor;
import dev.z0.agent.core.support.Clock;
import java.io.IOException;
import java.time.Instant;

/** What is kept of something that has ended: short texts, redacted, and numbers; nothing of the application's. Immutable. */
abstract class Entry {
    static final int MOST_OF_A_NAME = 256;

    private final long epochMillis;
    private final long millis;
    private final String requestId;
    private final String operationId;
    private final String traceId;
    private final String tenant;
    private final boolean failed;
    private final ErrorEntry error;

    Entry(SpanRecord span) {
        epochMillis = endMillis(span);
        millis = rounded(span.durationNanos());
        String request = null;
        String operation = null;
        String whose = null;
        for (Summary unit = span.unit(); unit != null; unit = unit.enclosing()) {
            whose = whose == null ? unit.tenant() : whose;
            operation = operation == null ? operationId(unit) : operation;
            request = request == null && unit instanceof Request ? ((Request) unit).requestId() : request;
        }
        requestId = request;
        operationId = operation;
        tenant = text(whose);
        traceId = span.trace().text();
        failed = span.failed();
        error = ErrorEntry.of(span);
    }

    /** Of a unit it is the same as on its line. */
    private static long endMillis(SpanRecord span) {
        return span instanceof Summary
                ? ((Summary) span).startMillis() + span.durationNanos() / 1_000_000
                : Clock.epochNanos(span.endNanos()) / 1_000_000;
    }

    private static String operationId(Summary unit) {
        if (unit instanceof Operation) {
            return ((Operation) unit).operationId();
        }
        if (unit instanceof CronRun) {
            return ((CronRun) unit).operationId();
        }
        return unit instanceof Request ? ((Request) unit).callerOperationId() : null;
    }

    /** Whole milliseconds, as on a line. */
    static long rounded(long nanos) {
        return Math.max(0, (nanos + 500_000) / 1_000_000);
    }

    /** What others choose, as it may be shown. */
    static String text(String free) {
        return name(Redactor.text(free));
    }

    /** What code is called: it holds no one's data, but may be long. */
    static String name(String known) {
        return Redactor.clean(known, MOST_OF_A_NAME);
    }

    /** When it ended. */
    final long epochMillis() {
        return epochMillis;
    }

    /** How long it took. */
    final long millis() {
        return millis;
    }

    final String requestId() {
        return requestId;
    }

    final String operationId() {
        return operationId;
    }

    final String tenant() {
        return tenant;
    }

    final boolean failed() {
        return failed;
    }

    /** Writes what went wrong, if anything did. */
    final void writeError(JsonGenerator out) throws IOException {
        if (error != null) {
            error.write(out);
        }
    }

    /** Writes the entry as an object, with the keys of a line. */
    final void write(JsonGenerator out) throws IOException {
        out.writeStartObject();
        time("ts", epochMillis, out);
        fields(out);
        out.writeNumberField("ms", millis);
        out.writeBooleanField("failed", failed);
        writeError(out);
        text("tenant_id", tenant, out);
        text("request_id", requestId, out);
        text("operation_id", operationId, out);
        text("trace_id", traceId, out);
        out.writeEndObject();
    }

    /** Writes what only this kind has. */
    abstract void fields(JsonGenerator out) throws IOException;

    /** Writes nothing for null. */
    static void text(String key, String value, JsonGenerator out) throws IOException {
        if (value != null) {
            out.writeStringField(key, value);
        }
    }

    /** Writes nothing for 0. */
    static void time(String key, long epochMillis, JsonGenerator out) throws IOException {
        if (epochMillis != 0) {
            out.writeStringField(key, Instant.ofEpochMilli(epochMillis).toString());
        }
    }
}
