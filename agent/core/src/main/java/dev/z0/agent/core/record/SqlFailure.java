package dev.z0.agent.core.record;

import dev.z0.agent.core.redact.SqlMessage;
import java.sql.SQLException;
import java.util.List;

/** What a database said about a failure. Immutable. */
public final class SqlFailure {
    private final String state;
    private final int vendorCode;
    private final String constraint;

    private SqlFailure(String state, int vendorCode, String constraint) {
        this.state = state;
        this.vendorCode = vendorCode;
        this.constraint = constraint;
    }

    /** From the first database exception among these; null where there is none. */
    static SqlFailure in(List<Throwable> chain) {
        Throwable thrown = Causes.sql(chain);
        return thrown == null ? null : Reader.read(thrown);
    }

    /** The SQLSTATE, or null. */
    public String state() {
        return state;
    }

    /** The database's own number for the failure, or 0. */
    public int vendorCode() {
        return vendorCode;
    }

    /** The name of the constraint that was violated, or null. */
    public String constraint() {
        return constraint;
    }

    private static final class Reader {
        static SqlFailure read(Throwable thrown) {
            try {
                SQLException failure = (SQLException) thrown;
                String message = Causes.message(failure);
                return new SqlFailure(
                        failure.getSQLState(),
                        failure.getErrorCode(),
                        message == null ? null : SqlMessage.constraint(message));
            } catch (Throwable e) {
                return new SqlFailure(null, 0, null);
            }
        }
    }
}
