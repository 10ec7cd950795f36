package dev.z0.exporter.line;

import dev.z0.agent.core.record.Failure;
import dev.z0.agent.core.record.SqlFailure;
import dev.z0.agent.core.record.Stack;
import java.io.IOException;
import java.util.List;

/** Writes what went wrong. */
final class FailureKeys {
    private static final int MOST_OF_A_LIST = 4096;

    private FailureKeys() {}

    /** Writes one key, if it is one of these. */
    static boolean write(Key key, Failure failure, LineSettings settings, JsonLine out) throws IOException {
        switch (key) {
            case ERROR_CLASS:
                out.text(key, failure == null ? null : failure.errorClass());
                return true;
            case ERROR_MSG:
                out.text(key, failure == null ? null : failure.message());
                return true;
            case ERROR_CONTEXT:
                if (failure != null) {
                    context(key, failure, out);
                }
                return true;
            case ERROR_STACK:
                out.text(key, failure == null || !settings.stacks() ? null : stack(failure));
                return true;
            case ERROR:
                if (failure != null) {
                    out.object(key);
                    out.text(Inner.MESSAGE, failure.message(), SafeText.MOST_BYTES);
                    out.text(Inner.STACK, settings.stacks() ? stack(failure) : null, SafeText.MOST_BYTES);
                    out.endObject();
                }
                return true;
            default:
                return false;
        }
    }

    private static String stack(Failure failure) {
        return failure.chain().isEmpty() ? null : Stack.of(failure.chain());
    }

    private static void context(Key key, Failure failure, JsonLine out) throws IOException {
        List<Throwable> chain = failure.chain();
        SqlFailure sql = failure.sql();
        if (chain.size() <= 1 && sql == null || !out.fits(MOST_OF_A_LIST)) {
            return;
        }
        out.object(key);
        if (chain.size() > 1) {
            out.array(Inner.CAUSES);
            for (int i = 1; i < chain.size(); i++) {
                out.element(chain.get(i).getClass().getName(), UnitLine.MOST_OF_A_NAME);
            }
            out.endArray();
        }
        if (sql != null) {
            out.text(Inner.SQL_STATE, sql.state(), UnitLine.MOST_OF_A_NAME);
            if (sql.vendorCode() != 0) {
                out.number(Inner.VENDOR_CODE, sql.vendorCode());
            }
            out.text(Inner.CONSTRAINT, sql.constraint(), UnitLine.MOST_OF_A_NAME);
        }
        out.endObject();
    }
}
