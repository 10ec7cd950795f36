package dev.z0.instrumentation.jdbc;

import dev.z0.agent.core.jdbc.ResultRows;
import dev.z0.agent.core.jdbc.Statements;
import dev.z0.agent.core.support.CallDepth;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.Returned;
import dev.z0.agent.core.weaving.This;
import dev.z0.agent.core.weaving.Thrown;
import dev.z0.agent.core.weaving.Weaving;

/** Drivers' statements in all their forms, and their results. */
public final class JdbcStatements implements Instrumentation {
    private static final String SQL = "Ljava/lang/String;";

    @Override
    public String family() {
        return "jdbc";
    }

    @Override
    public void weave(Weaving weaving) {
        weaveStatement(weaving.subtypesOf("java.sql.Statement"));
        weaveResult(weaving.subtypesOf("java.sql.ResultSet"));
        // Methods that the driver inherits from classes which are no java.sql.Statement.
        weaveStatement(weaving.type("org.sqlite.jdbc3.JDBC3Statement"));
        weaveStatement(weaving.type("org.sqlite.jdbc3.JDBC3PreparedStatement"));
        weaveStatement(weaving.type("org.sqlite.core.CorePreparedStatement"));
        weaveResult(weaving.type("org.sqlite.jdbc3.JDBC3ResultSet"));
    }

    private static void weaveStatement(Weaving.Target statement) {
        statement
                .method("executeQuery", "()Ljava/sql/ResultSet;")
                .with("Query")
                .method("executeQuery", "(" + SQL + ")Ljava/sql/ResultSet;")
                .with("Query")
                .method("execute", "()Z")
                .with("Execute")
                .method("executeUpdate", "()I")
                .with("Update")
                .method("executeLargeUpdate", "()J")
                .with("Update")
                .method("executeBatch", "()[I")
                .with("Batch")
                .method("executeLargeBatch", "()[J")
                .with("Batch")
                .method("addBatch", "()V")
                .with("Add")
                .method("addBatch", "(" + SQL + ")V")
                .with("Add")
                .method("clearBatch", "()V")
                .with("ClearBatch")
                .method("getUpdateCount", "()I")
                .with("UpdateCount")
                .method("getLargeUpdateCount", "()J")
                .with("UpdateCount")
                .method("getMoreResults", "()Z")
                .with("MoreResults")
                .method("getMoreResults", "(I)Z")
                .with("MoreResults")
                .method("getResultSet", "()Ljava/sql/ResultSet;")
                .with("Result")
                .method("getGeneratedKeys", "()Ljava/sql/ResultSet;")
                .with("GeneratedKeys")
                .method("close", "()V")
                .with("Close");
        for (String keys : new String[] {"", "I", "[I", "[" + SQL}) {
            statement
                    .method("execute", "(" + SQL + keys + ")Z")
                    .with("Execute")
                    .method("executeUpdate", "(" + SQL + keys + ")I")
                    .with("Update")
                    .method("executeLargeUpdate", "(" + SQL + keys + ")J")
                    .with("Update");
        }
    }

    private static void weaveResult(Weaving.Target result) {
        result.method("next", "()Z").with("Next");
    }

    /** A query. Here as in all forms below, {@code sql} is null where the statement was prepared. */
    public static final class Query {
        @OnEnter
        public static Object enter(@This Object statement, @Argument(0) String sql) {
            return Statements.executing(statement, sql);
        }

        @OnExit
        public static void exit(@Entered Object entered, @Returned Object result, @Thrown Throwable thrown) {
            Statements.queried(entered, result, thrown);
        }
    }

    /** Anything. */
    public static final class Execute {
        @OnEnter
        public static Object enter(@This Object statement, @Argument(0) String sql) {
            return Statements.executing(statement, sql);
        }

        @OnExit
        public static void exit(
                @This Object statement, @Entered Object entered, @Returned boolean result, @Thrown Throwable thrown) {
            Statements.executed(entered, statement, result, thrown);
        }
    }

    /** A change; it returns the touched rows as an int or a long. */
    public static final class Update {
        @OnEnter
        public static Object enter(@This Object statement, @Argument(0) String sql) {
            return Statements.executing(statement, sql);
        }

        @OnExit
        public static void exit(@Entered Object entered, @Returned Object rows, @Thrown Throwable thrown) {
            Statements.updated(entered, ((Number) rows).longValue(), thrown);
        }
    }

    /** A batch. */
    public static final class Batch {
        @OnEnter
        public static Object enter(@This Object statement) {
            return Statements.executingBatch(statement);
        }

        @OnExit
        public static void exit(@Entered Object entered, @Returned Object counts, @Thrown Throwable thrown) {
            Statements.executedBatch(entered, counts, thrown);
        }
    }

    /** A statement for the batch, or values for the prepared one. */
    public static final class Add {
        @OnEnter
        public static Object enter(@This Object statement) {
            return Statements.addingToBatch(statement);
        }

        @OnExit
        public static void exit(@Entered Object entered, @Argument(0) String sql, @Thrown Throwable thrown) {
            Statements.addedToBatch(entered, sql, thrown);
        }
    }

    /** The batch is emptied. */
    public static final class ClearBatch {
        @OnExit
        public static void exit(@This Object statement) {
            Statements.clearedBatch(statement);
        }
    }

    /** How many rows the last change touched, as an int or a long. */
    public static final class UpdateCount {
        @OnExit
        public static void exit(@This Object statement, @Returned Object rows) {
            Statements.updateCount(statement, ((Number) rows).longValue());
        }
    }

    /** On to the next outcome. */
    public static final class MoreResults {
        @OnExit
        public static void exit(@This Object statement, @Returned boolean result) {
            Statements.moreResults(statement, result);
        }
    }

    /** The result of an execution. */
    public static final class Result {
        @OnExit
        public static void exit(@This Object statement, @Returned Object result) {
            Statements.result(statement, result);
        }
    }

    /** Generated keys: what the driver executes to get them, and their rows, aren't the application's. */
    public static final class GeneratedKeys {
        @OnEnter
        public static Object enter() {
            CallDepth.JDBC.enter();
            return CallDepth.JDBC;
        }

        @OnExit
        public static void exit(@This Object statement, @Entered Object entered, @Returned Object keys) {
            if (entered != null) {
                CallDepth.JDBC.leave();
            }
            Statements.generatedKeys(statement, keys);
        }
    }

    /** A statement is given up. */
    public static final class Close {
        @OnExit
        public static void exit(@This Object statement) {
            Statements.closed(statement);
        }
    }

    /** A row is read. */
    public static final class Next {
        @OnEnter
        public static Object enter(@This Object result) {
            return ResultRows.advancing(result);
        }

        @OnExit
        public static void exit(@Entered Object entered, @Returned boolean row) {
            ResultRows.advanced(entered, row);
        }
    }
}
