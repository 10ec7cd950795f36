package dev.z0.agent.core.record;

/** A call of a method that the rules declare to be worth a span. */
public class AppSpan extends SpanRecord {
    private final String name;
    private Details details;

    AppSpan(SpanRecord parent, String name) {
        super(parent);
        this.name = name;
    }

    /**
     * The call begins, for whatever the current thread works for.
     *
     * @param name the span's name
     */
    public static AppSpan start(String name) {
        return new AppSpan(SpanRecord.current(), name);
    }

    @Override
    final Details place() {
        if (details == null) {
            details = new Details();
        }
        return details;
    }

    @Override
    public final Details told() {
        return details;
    }

    @Override
    void addTo(Tally tally) {
        // A span alone counts nothing.
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public void attributes(AttributeSink out) {
        if (details != null) {
            details.attributes(out);
        }
        out.put(Attribute.ERROR_TYPE, errorType());
    }
}
