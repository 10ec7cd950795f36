package dev.z0.agent.core.record;

import dev.z0.agent.core.redact.Redactor;
import java.util.Collections;
import java.util.List;

/** What went wrong: the exception that decided how something ended, or what was logged in its place. Immutable. */
public final class Failure {
    private final List<Throwable> chain;
    private final String name;
    private final String text;

    /** {@code name}: what to call it where nothing was thrown, or null. */
    private Failure(List<Throwable> chain, String name, String text) {
        this.chain = chain;
        this.name = name;
        this.text = text;
    }

    /** Of something that has ended; null where nothing went wrong. */
    public static Failure of(SpanRecord span) {
        if (span.failure() != null) {
            return new Failure(Causes.deciding(span.failure()), null, null);
        }
        if (span instanceof ModelCall && span.failed()) {
            return new Failure(Collections.emptyList(), span.errorType(), span.failureMessage());
        }
        Summary.LoggedError logged = span instanceof Summary ? ((Summary) span).logged() : null;
        return logged == null ? null : of(logged);
    }

    /** Of what was logged at ERROR. */
    public static Failure of(Summary.LoggedError logged) {
        return new Failure(Causes.deciding(logged.thrown()), null, logged.message());
    }

    /** From the deciding exception down to its last cause; empty where nothing was thrown. */
    public List<Throwable> chain() {
        return chain;
    }

    /** The exception that decided, or null. */
    public Throwable decided() {
        return chain.isEmpty() ? null : chain.get(0);
    }

    /** The full name of the exception's class, or what else it is called; or null. */
    public String errorClass() {
        return chain.isEmpty() ? name : chain.get(0).getClass().getName();
    }

    /** What it says, redacted; null for nothing. */
    public String message() {
        String own = chain.isEmpty() ? null : Causes.message(chain, 0);
        return own == null ? Redactor.text(text) : own;
    }

    /** What a database said, or null. */
    public SqlFailure sql() {
        return SqlFailure.in(chain);
    }
}
