package dev.z0.exporter.diagnostics;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.z0.agent.core.record.Fact;
import dev.z0.agent.core.record.Query;
import dev.z0.agent.core.record.SpanRecord;
import java.io.IOException;

/** A fact that was written, or failed to be. */
final class EventEntry extends Entry {
    private final String eventId;
    private final String type;
    private final int count;

    private EventEntry(SpanRecord span, String eventId, String type, int count) {
        super(span);
        this.eventId = eventId;
        this.type = text(type);
        this.count = count;
    }

    /** Null where the span writes no fact. */
    static EventEntry of(SpanRecord span) {
        if (span instanceof Fact) {
            Fact fact = (Fact) span;
            return fact.type() == null ? null : new EventEntry(fact, fact.eventId(), fact.type(), 1);
        }
        if (span instanceof Query) {
            Query query = (Query) span;
            String type = query.factType();
            return type == null ? null : new EventEntry(query, query.eventId(), type, Math.max(1, query.count()));
        }
        return null;
    }

    String eventId() {
        return eventId;
    }

    @Override
    void fields(JsonGenerator out) throws IOException {
        out.writeStringField("event_id", eventId);
        out.writeStringField("type", type);
        out.writeNumberField("count", count);
    }
}
