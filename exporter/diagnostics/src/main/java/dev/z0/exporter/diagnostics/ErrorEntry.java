package dev.z0.exporter.diagnostics;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.z0.agent.core.record.Failure;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.record.SqlFailure;
import dev.z0.agent.core.redact.Redactor;
import java.io.IOException;
import java.util.List;

/** What is kept of what went wrong: short texts, redacted; no exception, and nothing that one refers to. Immutable. */
final class ErrorEntry {
    private static final int MOST_OF_A_MESSAGE = 512;

    private final String errorClass;
    private final String[] causes;
    private final String message;
    private final String state;
    private final String constraint;
    private final int vendorCode;

    private ErrorEntry(Failure failure) {
        List<Throwable> chain = failure.chain();
        errorClass = Entry.text(failure.errorClass());
        causes = new String[Math.max(0, chain.size() - 1)];
        for (int i = 0; i < causes.length; i++) {
            causes[i] = Entry.name(chain.get(i + 1).getClass().getName());
        }
        SqlFailure sql = failure.sql();
        message = Redactor.clean(failure.message(), MOST_OF_A_MESSAGE);
        state = sql == null ? null : Entry.text(sql.state());
        constraint = sql == null ? null : Entry.text(sql.constraint());
        vendorCode = sql == null ? 0 : sql.vendorCode();
    }

    /** Null where nothing went wrong. */
    static ErrorEntry of(SpanRecord span) {
        Failure failure = Failure.of(span);
        return failure == null ? null : new ErrorEntry(failure);
    }

    /** Writes the keys of a line that tell of an error. */
    void write(JsonGenerator out) throws IOException {
        Entry.text("error_class", errorClass, out);
        Entry.text("error_msg", message, out);
        if (causes.length == 0 && state == null && constraint == null && vendorCode == 0) {
            return;
        }
        out.writeObjectFieldStart("error_context");
        if (causes.length > 0) {
            out.writeArrayFieldStart("causes");
            for (String cause : causes) {
                out.writeString(cause);
            }
            out.writeEndArray();
        }
        Entry.text("sql_state", state, out);
        if (vendorCode != 0) {
            out.writeNumberField("vendor_code", vendorCode);
        }
        Entry.text("constraint", constraint, out);
        out.writeEndObject();
    }
}
