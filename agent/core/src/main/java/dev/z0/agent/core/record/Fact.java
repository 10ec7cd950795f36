package dev.z0.agent.core.record;

import dev.z0.agent.core.id.Ids;
import dev.z0.agent.core.redact.Redactor;

/** A call that writes a fact: a business event that the rules name. */
public final class Fact extends AppSpan {
    private final String eventId = Ids.event();
    private String type;

    private Fact(SpanRecord parent, String name) {
        super(parent, name);
    }

    /**
     * The call begins, for whatever the current thread works for.
     *
     * @param name the span's name
     */
    public static Fact start(String name) {
        return new Fact(SpanRecord.current(), name);
    }

    /** There is a fact, and of which type it is. Without it the call is a span and no more. */
    public void type(String named) {
        type = named;
    }

    /** The fact's type, redacted; null where there was none after all. It {@linkplain #failed() failed} to be written, or was. */
    public String type() {
        return Redactor.text(type);
    }

    /** The fact's id. */
    public String eventId() {
        return eventId;
    }

    @Override
    void addTo(Tally tally) {
        if (type != null && !failed()) {
            tally.fact(type(), 1, eventId);
        }
    }

    @Override
    public void attributes(AttributeSink out) {
        if (type != null) {
            out.put(Attribute.EVENT_ID, eventId);
            out.put(Attribute.FACT_TYPE, type());
        }
        super.attributes(out);
    }
}
