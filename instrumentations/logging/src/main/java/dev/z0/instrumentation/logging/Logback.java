package dev.z0.instrumentation.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.record.Summary;
import dev.z0.agent.core.support.Failures;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.InsteadOfCall;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.Weaving;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.spi.MDCAdapter;

/**
 * Logback 1.1 to 1.5. An event asks for the thread's MDC once, when a layout first wants it or before it goes to another
 * thread, and keeps the answer: there the ids come in. The thread's own MDC is left alone, and an event whose MDC nobody
 * reads costs nothing.
 */
public final class Logback implements Instrumentation {
    @Override
    public String family() {
        return "logging";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type("ch.qos.logback.classic.spi.LoggingEvent")
                .method("getMDCPropertyMap", "()Ljava/util/Map;")
                .with("Properties");
        weaving.type("ch.qos.logback.classic.Logger")
                .method("callAppenders", "(Lch/qos/logback/classic/spi/ILoggingEvent;)V")
                .with("Append");
    }

    /** An event asks for the MDC. */
    public static final class Properties {
        /** Logback's own, which is live until the thread next changes it. */
        @InsteadOfCall(owner = "ch.qos.logback.classic.util.LogbackMDCAdapter", name = "getPropertyMap")
        public static Map<String, String> ofLogback(LogbackMDCAdapter adapter) {
            return withIds(adapter.getPropertyMap());
        }

        /** Another one. */
        @InsteadOfCall(owner = "org.slf4j.spi.MDCAdapter", name = "getCopyOfContextMap")
        public static Map<String, String> ofOther(MDCAdapter adapter) {
            return withIds(adapter.getCopyOfContextMap());
        }
    }

    /** An event goes to the appenders. */
    public static final class Append {
        /** Its level has been let through. */
        @OnEnter
        public static Object enter(@Argument(0) ILoggingEvent event) {
            Summary unit = SpanRecord.currentUnit();
            if (unit == null || event.getLevel().levelInt < Level.ERROR_INT) {
                return null;
            }
            IThrowableProxy proxy = event.getThrowableProxy();
            return LoggedErrors.enter(
                    unit,
                    event.getFormattedMessage(),
                    proxy instanceof ThrowableProxy ? ((ThrowableProxy) proxy).getThrowable() : null);
        }

        /** The appenders have it. */
        @OnExit
        public static void exit(@Entered Object entered) {
            LoggedErrors.leave(entered);
        }
    }

    static Map<String, String> withIds(Map<String, String> own) {
        try {
            SpanRecord span = SpanRecord.current();
            if (span == null) {
                return own;
            }
            Map<String, String> all = new HashMap<>(2 * ((own == null ? 0 : own.size()) + LogIds.MOST));
            if (own != null) {
                all.putAll(own);
            }
            LogIds.put(span, all::putIfAbsent);
            return all;
        } catch (Throwable e) {
            Failures.note("logging", e);
            return own;
        }
    }
}
