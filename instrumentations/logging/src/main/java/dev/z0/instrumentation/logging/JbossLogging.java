package dev.z0.instrumentation.logging;

import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.record.Summary;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.Weaving;
import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;

/** JBoss's log manager, of WildFly and Quarkus: every record passes its logger's node, and carries a copy of the MDC. */
public final class JbossLogging implements Instrumentation {
    @Override
    public String family() {
        return "logging";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type("org.jboss.logmanager.LoggerNode")
                .method("publish", "(Lorg/jboss/logmanager/ExtLogRecord;)V")
                .with("Publish");
    }

    /** A record goes to the handlers of its node, and then to those of the parent. */
    public static final class Publish {
        /** Its level has been let through. */
        @OnEnter
        public static Object enter(@Argument(0) ExtLogRecord record) {
            SpanRecord span = SpanRecord.current();
            if (span == null) {
                return null;
            }
            LogIds.put(span, (key, value) -> {
                if (record.getMdc(key) == null) {
                    record.putMdc(key, value);
                }
            });
            Summary unit = span.unit();
            return unit == null || record.getLevel().intValue() < Level.SEVERE.intValue()
                    ? null
                    : LoggedErrors.enter(unit, record.getFormattedMessage(), record.getThrown());
        }

        /** The handlers have it. */
        @OnExit
        public static void exit(@Entered Object entered) {
            LoggedErrors.leave(entered);
        }
    }
}
