package dev.z0.instrumentation.logging;

import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.record.Summary;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.This;
import dev.z0.agent.core.weaving.Weaving;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * {@code java.util.logging}. It has no place for ids in a record, and what it prints stays as it is; where it is bridged
 * to Logback or Log4j, or is JBoss's, they are added there. Nothing here is loaded before the application logs an error.
 */
public final class JavaLogging implements Instrumentation {
    @Override
    public String family() {
        return "logging";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type("java.util.logging.Logger")
                .method("log", "(Ljava/util/logging/LogRecord;)V")
                .with("Log");
    }

    /** A record is logged, whichever method began it. */
    public static final class Log {
        /** It goes to the handlers, unless the level forbids it. */
        @OnEnter
        public static Object enter(@This Logger logger, @Argument(0) LogRecord record) {
            Summary unit = SpanRecord.currentUnit();
            if (unit == null
                    || record.getLevel().intValue() < Level.SEVERE.intValue()
                    || !logger.isLoggable(record.getLevel())) {
                return null;
            }
            return LoggedErrors.enter(unit, Text.INSTANCE.formatMessage(record), record.getThrown());
        }

        /** The handlers have it. */
        @OnExit
        public static void exit(@Entered Object entered) {
            LoggedErrors.leave(entered);
        }
    }

    /** The message with its parameters filled in and translated, and nothing else. */
    static final class Text extends Formatter {
        static final Text INSTANCE = new Text();

        @Override
        public String format(LogRecord record) {
            return formatMessage(record);
        }
    }
}
