package dev.z0.instrumentation.logging;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.record.Summary;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.Weaving;
import java.util.Map;

/**
 * What the application puts into its logging context while it works for somebody may be who that is. Woven only where
 * the settings name such a key.
 */
public final class LoggingContexts implements Instrumentation {
    private static final String PUT = "(Ljava/lang/String;Ljava/lang/String;)";

    @Override
    public String family() {
        return "logging";
    }

    @Override
    public void weave(Weaving weaving) {
        if (!Z0.places().inContext()) {
            return;
        }
        weaving.type("org.slf4j.MDC")
                .method("put", PUT + "V")
                .with("Put")
                .method("setContextMap", "(Ljava/util/Map;)V")
                .with("PutAll");
        weaving.type("org.apache.logging.log4j.ThreadContext")
                .method("put", PUT + "V")
                .with("Put")
                .method("putAll", "(Ljava/util/Map;)V")
                .with("PutAll");
        weaving.type("org.jboss.logmanager.MDC")
                .method("put", PUT + "Ljava/lang/String;")
                .with("Put");
    }

    /** One key is set. */
    public static final class Put {
        /** It is about to be. */
        @OnEnter
        public static void enter(@Argument(0) Object key, @Argument(1) Object value) {
            put(SpanRecord.currentUnit(), key, value);
        }
    }

    /** Several keys are set. */
    public static final class PutAll {
        /** They are about to be. */
        @OnEnter
        public static void enter(@Argument(0) Object map) {
            Summary unit = SpanRecord.currentUnit();
            if (unit != null && map != null) {
                for (Map.Entry<?, ?> entry : ((Map<?, ?>) map).entrySet()) {
                    put(unit, entry.getKey(), entry.getValue());
                }
            }
        }
    }

    static void put(Summary innermost, Object key, Object value) {
        if (key instanceof String && value instanceof String) {
            for (Summary unit = innermost; unit != null; unit = unit.enclosing()) {
                unit.identity().context((String) key, (String) value);
            }
        }
    }
}
