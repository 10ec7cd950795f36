package dev.z0.instrumentation.logging;

import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.record.Summary;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.Returned;
import dev.z0.agent.core.weaving.Weaving;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.impl.ContextDataFactory;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.util.StringMap;

/**
 * Log4j 2. Each event, also one that another thread will write, gets the thread's context data from an injector while it
 * is made: there the ids come in. The thread's own context is left alone.
 */
public final class Log4j implements Instrumentation {
    private static final String STRING = "Ljava/lang/String;";
    private static final String LEVEL_AND_MARKER = "Lorg/apache/logging/log4j/Level;Lorg/apache/logging/log4j/Marker;";
    private static final String MESSAGE_AND_THROWN =
            "Lorg/apache/logging/log4j/message/Message;Ljava/lang/Throwable;)V";
    private static final String STRING_MAP = "Lorg/apache/logging/log4j/util/StringMap;";

    @Override
    public String family() {
        return "logging";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.subtypesOf("org.apache.logging.log4j.core.ContextDataInjector")
                .method("injectContextData", "(Ljava/util/List;" + STRING_MAP + ")" + STRING_MAP)
                .with("Inject");
        // An asynchronous logger overrides both, and what they lead to runs elsewhere.
        String[] loggers = {"org.apache.logging.log4j.core.Logger", "org.apache.logging.log4j.core.async.AsyncLogger"};
        for (String logger : loggers) {
            weaving.type(logger)
                    .method("logMessage", '(' + STRING + LEVEL_AND_MARKER + MESSAGE_AND_THROWN)
                    .with("LogMessage")
                    .method(
                            "log",
                            '(' + LEVEL_AND_MARKER + STRING + "Ljava/lang/StackTraceElement;" + MESSAGE_AND_THROWN)
                    .with("Log");
        }
    }

    /** An event gets its context data. */
    public static final class Inject {
        /** It is the event's own where it is the map that was handed in; else it may be shared. */
        @OnExit(replacesReturn = true)
        public static Object exit(@Argument(1) StringMap own, @Returned Object returned) {
            SpanRecord span = SpanRecord.current();
            if (span == null || returned == null) {
                return returned;
            }
            StringMap injected = (StringMap) returned;
            StringMap all = injected;
            if (injected != own || injected.isFrozen()) {
                all = ContextDataFactory.createContextData(injected.size() + LogIds.MOST);
                all.putAll(injected);
            }
            StringMap target = all;
            LogIds.put(span, (key, value) -> {
                if (!target.containsKey(key)) {
                    target.putValue(key, value);
                }
            });
            return all;
        }
    }

    /** A logger logs. */
    public static final class LogMessage {
        /** Its level has been let through. */
        @OnEnter
        public static Object enter(@Argument(1) Level level, @Argument(3) Message message, @Argument(4) Object thrown) {
            return error(level, message, (Throwable) thrown);
        }

        /** It has. */
        @OnExit
        public static void exit(@Entered Object entered) {
            LoggedErrors.leave(entered);
        }
    }

    /** A logger logs. */
    public static final class Log {
        /** Its level has been let through. */
        @OnEnter
        public static Object enter(@Argument(0) Level level, @Argument(4) Message message, @Argument(5) Object thrown) {
            return error(level, message, (Throwable) thrown);
        }

        /** It has. */
        @OnExit
        public static void exit(@Entered Object entered) {
            LoggedErrors.leave(entered);
        }
    }

    static Object error(Level level, Message message, Throwable thrown) {
        Summary unit = SpanRecord.currentUnit();
        if (unit == null || message == null || !level.isMoreSpecificThan(Level.ERROR)) {
            return null;
        }
        // The message may be reused as soon as it is logged.
        return LoggedErrors.enter(
                unit, message.getFormattedMessage(), thrown == null ? message.getThrowable() : thrown);
    }
}
