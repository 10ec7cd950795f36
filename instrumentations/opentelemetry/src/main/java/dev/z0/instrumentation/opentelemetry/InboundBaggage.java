package dev.z0.instrumentation.opentelemetry;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.api.baggage.BaggageEntry;
import java.util.Map;
import java.util.function.BiConsumer;

/** The baggage that came in with a request, read when somebody looks into it. Thread-safe. */
final class InboundBaggage implements Baggage {
    private final String header;
    private volatile Baggage read;

    InboundBaggage(String header) {
        this.header = header;
    }

    private Baggage read() {
        Baggage known = read;
        if (known == null) {
            known = BaggageHeader.parse(header, dev.z0.agent.core.id.Baggage.OPERATION);
            read = known;
        }
        return known;
    }

    @Override
    public int size() {
        return read().size();
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super BaggageEntry> taker) {
        read().forEach(taker);
    }

    @Override
    public Map<String, BaggageEntry> asMap() {
        return read().asMap();
    }

    @Override
    public String getEntryValue(String key) {
        return read().getEntryValue(key);
    }

    @Override
    public BaggageBuilder toBuilder() {
        return read().toBuilder();
    }
}
