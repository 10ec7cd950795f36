package dev.z0.agent.core.jdbc;

import java.sql.SQLException;
import java.sql.Statement;

/**
 * Asks statements how many rows they changed where the application may not. JDBC lets a driver answer once only, and some
 * do; so only those are asked that answer the application just the same afterwards, from memory.
 */
final class UpdateCounts {
    private static final String[] ANSWER_AGAIN = {
        "org.postgresql.", "org.h2.", "com.mysql.", "org.mariadb.", "org.hsqldb.", "org.apache.derby."
    };

    private UpdateCounts() {}

    /** How many rows the execution changed that has just ended; 0 where that can't be known. */
    static long of(Object statement) {
        if (!(statement instanceof Statement)
                || !answersAgain(statement.getClass().getName())) {
            return 0;
        }
        try {
            return ((Statement) statement).getUpdateCount();
        } catch (SQLException e) {
            return 0; // for the application to find out
        }
    }

    private static boolean answersAgain(String driver) {
        for (String prefix : ANSWER_AGAIN) {
            if (driver.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
