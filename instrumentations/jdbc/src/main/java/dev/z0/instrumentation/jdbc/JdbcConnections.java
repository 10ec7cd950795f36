package dev.z0.instrumentation.jdbc;

import dev.z0.agent.core.jdbc.Connections;
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

/** Drivers' connections: where they lead, the statements they make, and the ends of their transactions. */
public final class JdbcConnections implements Instrumentation {
    @Override
    public String family() {
        return "jdbc";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.subtypesOf("java.sql.Driver")
                .method("connect", "(Ljava/lang/String;Ljava/util/Properties;)Ljava/sql/Connection;")
                .with("Connect");
        weaveConnection(weaving.subtypesOf("java.sql.Connection"));
        // Methods that the driver inherits from a class which is no java.sql.Connection.
        weaveConnection(weaving.type("org.sqlite.jdbc3.JDBC3Connection"));
        weaveConnection(weaving.type("org.sqlite.SQLiteConnection"));
    }

    private static void weaveConnection(Weaving.Target connection) {
        connection
                .method("createStatement", "()Ljava/sql/Statement;")
                .with("Create")
                .method("createStatement", "(II)Ljava/sql/Statement;")
                .with("Create")
                .method("createStatement", "(III)Ljava/sql/Statement;")
                .with("Create")
                .method("commit", "()V")
                .with("Commit")
                .method("rollback", "()V")
                .with("Rollback")
                .method("rollback", "(Ljava/sql/Savepoint;)V")
                .with("Rollback")
                .method("isValid", "(I)Z")
                .with("Inside")
                .method("setAutoCommit", "(Z)V")
                .with("Inside");
        for (String options : new String[] {"", "I", "II", "III", "[I", "[Ljava/lang/String;"}) {
            connection
                    .method("prepareStatement", "(Ljava/lang/String;" + options + ")Ljava/sql/PreparedStatement;")
                    .with("Prepare");
        }
        for (String options : new String[] {"", "II", "III"}) {
            connection
                    .method("prepareCall", "(Ljava/lang/String;" + options + ")Ljava/sql/CallableStatement;")
                    .with("Prepare");
        }
    }

    /** A driver opens a connection. */
    public static final class Connect {
        @OnEnter
        public static Object enter() {
            return Connections.connecting();
        }

        @OnExit
        public static void exit(@Entered Object entered, @Argument(0) String url, @Returned Object connection) {
            Connections.connected(entered, connection, url);
        }
    }

    /** A connection makes a statement. */
    public static final class Create {
        @OnExit
        public static void exit(@This Object connection, @Returned Object statement) {
            Statements.created(connection, statement);
        }
    }

    /** A connection prepares a statement. */
    public static final class Prepare {
        @OnEnter
        public static Object enter(@This Object connection) {
            return Statements.preparing(connection);
        }

        @OnExit
        public static void exit(
                @Entered Object entered,
                @Argument(0) String sql,
                @Returned Object statement,
                @Thrown Throwable thrown) {
            Statements.prepared(entered, statement, sql, thrown);
        }
    }

    /** A transaction ends well. */
    public static final class Commit {
        @OnEnter
        public static Object enter(@This Object connection) {
            return Connections.ending(connection, "COMMIT");
        }

        @OnExit
        public static void exit(@Entered Object entered, @Thrown Throwable thrown) {
            Connections.ended(entered, thrown);
        }
    }

    /** A transaction, or the part since a savepoint, is undone. */
    public static final class Rollback {
        @OnEnter
        public static Object enter(@This Object connection) {
            return Connections.ending(connection, "ROLLBACK");
        }

        @OnExit
        public static void exit(@Entered Object entered, @Thrown Throwable thrown) {
            Connections.ended(entered, thrown);
        }
    }

    /** What the driver executes, or commits, in these methods isn't the application's. */
    public static final class Inside {
        @OnEnter
        public static Object enter() {
            CallDepth.JDBC.enter();
            return CallDepth.JDBC;
        }

        @OnExit
        public static void exit(@Entered Object entered) {
            if (entered != null) {
                CallDepth.JDBC.leave();
            }
        }
    }
}
