package dev.z0.exporter.line;

import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.Enclosing;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.redact.Redactor;
import java.io.IOException;

/** Whose work it was, and the ids of all units around it: from lines alone the tree of units can be rebuilt. */
final class EnclosingIds {
    private EnclosingIds() {}

    /** Writes one key, if it is one of these. */
    static boolean write(Key key, SpanRecord span, LineSettings settings, JsonLine out) throws IOException {
        switch (key) {
            case TENANT_ID:
                name(key, Enclosing.tenant(span), out);
                return true;
            case USER_ID:
                user(key, span, settings, out);
                return true;
            case USER_LABEL:
                Request labelled = Enclosing.request(span);
                name(key, labelled == null ? null : labelled.identity().userLabel(), out);
                return true;
            case SESSION_ID:
                Request inSession = Enclosing.request(span);
                id(key, inSession == null ? null : inSession.session(), out);
                return true;
            case REQUEST_ID:
                Request request = Enclosing.request(span);
                id(key, request == null ? null : request.requestId(), out);
                return true;
            case PARENT_REQUEST_ID:
                Request called = Enclosing.request(span);
                id(key, called == null ? null : called.parentRequestId(), out);
                return true;
            case OPERATION_ID:
                id(key, Enclosing.operationId(span), out);
                return true;
            case PARENT_OPERATION_ID:
                id(key, Enclosing.operationId(span.enclosing()), out);
                return true;
            case RUN_ID:
                CronRun run = Enclosing.run(span);
                id(key, run == null ? null : run.runId(), out);
                return true;
            case TRACE_ID:
                out.hex(key, span.trace().high(), span.trace().low());
                return true;
            case SPAN_ID:
                out.hex(key, span.spanId());
                return true;
            case PARENT_SPAN_ID:
                if (span.parentSpanId() != 0) {
                    out.hex(key, span.parentSpanId());
                }
                return true;
            default:
                return false;
        }
    }

    /** An id that z0 made, or checked when it came in. */
    private static void id(Key key, String value, JsonLine out) throws IOException {
        out.text(key, value, UnitLine.MOST_OF_A_NAME);
    }

    /** What the application calls somebody. */
    private static void name(Key key, String value, JsonLine out) throws IOException {
        out.text(key, Redactor.text(value), UnitLine.MOST_OF_A_NAME);
    }

    private static void user(Key key, SpanRecord span, LineSettings settings, JsonLine out) throws IOException {
        Request request = Enclosing.request(span);
        String user = request == null ? null : request.user();
        if (user != null && span == request && settings.numericUsers() && isNumber(user)) {
            out.number(key, Long.parseLong(user));
        } else {
            name(key, user, out);
        }
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= 15 && (text.charAt(0) != '0' || text.length() == 1);
    }
}
