package dev.z0.exporter.line;

import java.sql.SQLException;
import java.util.List;

/** What a database said about a failure. Immutable. */
final class SqlFailure {
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
        for (Throwable thrown : chain) {
            if (isSql(thrown)) {
                return Reader.read(thrown);
            }
        }
        return null;
    }

    /** By name: a JVM can lack the module that the class is in. */
    private static boolean isSql(Throwable thrown) {
        for (Class<?> type = thrown.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().equals("java.sql.SQLException")) {
                return true;
            }
        }
        return false;
    }

    /** The SQLSTATE, or null. */
    String state() {
        return state;
    }

    /** The database's own number for the failure, or 0. */
    int vendorCode() {
        return vendorCode;
    }

    /** The name of the constraint that was violated, or null. */
    String constraint() {
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
                        message == null ? null : SqlText.constraint(message));
            } catch (Throwable e) {
                return new SqlFailure(null, 0, null);
            }
        }
    }
}
