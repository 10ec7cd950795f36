package dev.z0.agent.core.jdbc;

import dev.z0.agent.core.naming.SqlStatement;
import dev.z0.agent.core.record.Database;
import dev.z0.agent.core.record.Rows;

/** What is remembered of a driver's statement between the calls that the application makes. Refers to no request. */
final class NotedStatement {
    final Database database;

    /** What was prepared; null for a plain statement. */
    final SqlStatement prepared;

    /** How many statements wait in the batch, and the first one's text where it isn't the prepared one. */
    int batch;

    SqlStatement batchFirst;

    /** The rows of the last execution, and whether its update count has not been asked for yet. */
    Rows rows;

    boolean countPending;

    /** Whether the results that the statement answers are the keys that its last execution generated. */
    boolean keysAsked;

    NotedStatement(Database database, SqlStatement prepared) {
        this.database = database;
        this.prepared = prepared;
    }
}
