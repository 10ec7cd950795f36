package dev.z0.exporter.line;

import dev.z0.agent.core.record.Causes;
import dev.z0.agent.core.record.ModelCall;
import dev.z0.agent.core.record.Stack;
import dev.z0.agent.core.record.Summary;
import dev.z0.agent.core.redact.Redactor;
import java.io.IOException;
import java.util.Collections;
import java.util.List;

/** What went wrong in a unit: the exception that decided how it ended, or what was logged in its place. */
final class Failure {
    private static final int MOST_OF_A_LIST = 4096;

    /** From the deciding exception down to its last cause; empty where nothing was thrown. */
    private final List<Throwable> chain;

    private final String name;
    private final String text;

    /** {@code name}: what to call it where nothing was thrown, or null. */
    private Failure(List<Throwable> chain, String name, String text) {
        this.chain = chain;
        this.name = name;
        this.text = text;
    }

    /** Null where nothing went wrong. */
    static Failure of(Summary unit) {
        if (unit instanceof ModelCall && unit.failed() && unit.failure() == null) {
            return new Failure(Collections.emptyList(), ((ModelCall) unit).errorType(), unit.failureMessage());
        }
        Throwable thrown = unit.failure();
        Summary.LoggedError logged = unit.logged();
        if (thrown == null && logged == null) {
            return null;
        }
        return thrown != null ? of(thrown) : of(logged);
    }

    static Failure of(Throwable thrown) {
        return new Failure(Causes.deciding(thrown), null, null);
    }

    static Failure of(Summary.LoggedError logged) {
        return new Failure(Causes.deciding(logged.thrown()), null, logged.message());
    }

    /** The exception that decided, or null. */
    Throwable decided() {
        return chain.isEmpty() ? null : chain.get(0);
    }

    /** The full name of the exception's class, or what else it is called; or null. */
    String errorClass() {
        return chain.isEmpty() ? name : chain.get(0).getClass().getName();
    }

    /** What it says, redacted; null for nothing. */
    String message() {
        String own = chain.isEmpty() ? null : Causes.message(chain, 0);
        return own == null ? Redactor.text(text) : own;
    }

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
                    failure.context(key, out);
                }
                return true;
            case ERROR_STACK:
                out.text(key, failure == null || !settings.stacks() ? null : failure.stack());
                return true;
            case ERROR:
                if (failure != null) {
                    out.object(key);
                    out.text(Inner.MESSAGE, failure.message(), SafeText.MOST_BYTES);
                    out.text(Inner.STACK, settings.stacks() ? failure.stack() : null, SafeText.MOST_BYTES);
                    out.endObject();
                }
                return true;
            default:
                return false;
        }
    }

    private String stack() {
        return chain.isEmpty() ? null : Stack.of(chain);
    }

    private void context(Key key, JsonLine out) throws IOException {
        SqlFailure sql = SqlFailure.in(chain);
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
