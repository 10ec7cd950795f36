package dev.z0.instrumentation.opentelemetry;

import dev.z0.agent.core.record.ApplicationBaggage;
import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.Returned;
import dev.z0.agent.core.weaving.Weaving;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/**
 * The OpenTelemetry API as the application uses it. Where the application registered no implementation, its spans
 * become z0's; where it did, its root spans become children of z0's, because its current context holds z0's current
 * span. The baggage that it makes current goes out with its calls. All OpenTelemetry types here are the application's.
 */
public final class OpenTelemetryApi implements Instrumentation {
    @Override
    public String family() {
        return "opentelemetry";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type("io.opentelemetry.api.GlobalOpenTelemetry")
                .method("get", "()Lio/opentelemetry/api/OpenTelemetry;")
                .with("Registered")
                .method("getOrNoop", "()Lio/opentelemetry/api/OpenTelemetry;")
                .with("Registered");
        weaving.type("io.opentelemetry.context.Context")
                .method("current", "()Lio/opentelemetry/context/Context;")
                .with("Current");
        weaving.subtypesOf("io.opentelemetry.context.ContextStorage")
                .method("attach", "(Lio/opentelemetry/context/Context;)Lio/opentelemetry/context/Scope;")
                .with("Attach");
    }

    /** Nothing is registered: then z0 is. */
    public static final class Registered {
        @OnExit(replacesReturn = true)
        public static OpenTelemetry exit(@Returned OpenTelemetry registered) {
            return RecordingOpenTelemetry.inPlaceOf(registered);
        }
    }

    /** The current span is z0's, unless the application has one of its own. */
    public static final class Current {
        @OnExit(replacesReturn = true)
        public static Context exit(@Returned Context current) {
            SpanRecord record = SpanRecord.current();
            if (record == null || current == null) {
                return current;
            }
            Span span = Span.fromContextOrNull(current);
            boolean foreign = span != null && !(span instanceof RecordedSpan);
            if (foreign || RecordedSpan.recordOf(span) == record) {
                return current;
            }
            String inbound = record.trace().baggage();
            Context known = current.with(new RecordedSpan(record));
            return inbound == null || Baggage.fromContextOrNull(current) != null
                    ? known
                    : known.with(new InboundBaggage(inbound));
        }
    }

    /** What becomes current for the application, and is z0's, becomes current for z0. */
    public static final class Attach {
        @OnExit(replacesReturn = true)
        public static Scope exit(@Argument(0) Context attached, @Returned Scope scope) {
            SpanRecord record = attached == null ? null : RecordedSpan.recordOf(Span.fromContextOrNull(attached));
            SpanRecord current = SpanRecord.current();
            if (attached == null || scope == null || record == null && current == null) {
                return scope;
            }
            boolean stays = record == null || record == current || current != null && isOver(record);
            Attachment attachment = stays ? null : record.attach();
            ApplicationBaggage baggage = attach(Baggage.fromContextOrNull(attached));
            return attachment == null && baggage == null ? scope : new AttachedScope(scope, attachment, baggage);
        }

        private static ApplicationBaggage attach(Baggage baggage) {
            boolean own = baggage != null && !(baggage instanceof InboundBaggage);
            return ApplicationBaggage.attach(own ? () -> BaggageHeader.of(baggage) : null);
        }

        /** A context that the application kept for long must not take a thread away from what it works for now. */
        private static boolean isOver(SpanRecord record) {
            return record.unit() == null ? record.ended() : record.unit().ended();
        }
    }
}
