package dev.z0.agent.core.jdbc;

import dev.z0.agent.core.naming.InsertedValue;
import dev.z0.agent.core.naming.SqlStatement;
import dev.z0.agent.core.record.Database;
import dev.z0.agent.core.record.Rows;

/** What is remembered of a driver's statement between the calls that the application makes. Refers to no request. */
final class NotedStatement {
    private static final int LONGEST_TYPE = 64;

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

    /** Where a prepared statement takes the type of its fact from, and what it is now; null for most. */
    final InsertedValue factType;

    private String boundType;

    /** The type of all facts in the batch; null where they differ. */
    private String batchType;

    NotedStatement(Database database, SqlStatement prepared, InsertedValue factType) {
        this.database = database;
        this.prepared = prepared;
        this.factType = factType;
    }

    /** A parameter is set. */
    void bound(int index, String value) {
        if (factType != null && factType.parameter() == index && value != null) {
            boundType = value.length() <= LONGEST_TYPE ? value : value.substring(0, LONGEST_TYPE);
        }
    }

    /** The prepared statement is added to the batch. */
    void addedFact() {
        String type = factType();
        batchType = batch == 0 || type != null && type.equals(batchType) ? type : null;
    }

    /** The type of the fact that an execution of the prepared statement writes, or null. */
    String factType() {
        return factType == null ? null : factType.parameter() == 0 ? factType.text() : boundType;
    }

    /** The type of the facts that the batch writes, or null. */
    String batchType() {
        return batchType;
    }
}
