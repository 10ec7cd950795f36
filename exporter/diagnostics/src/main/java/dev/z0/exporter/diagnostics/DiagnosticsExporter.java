package dev.z0.exporter.diagnostics;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.config.Service;
import dev.z0.agent.core.config.Setting;
import dev.z0.agent.core.config.Settings;
import dev.z0.agent.core.export.AgentMessage;
import dev.z0.agent.core.export.Exporter;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.record.Summary;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Remembers what has ended last, and shows it over HTTP to whoever may ask. What it remembers is bounded: a thousand
 * requests, a thousand operations and runs, a thousand facts.
 */
public final class DiagnosticsExporter implements Exporter {
    /** How many of each are remembered. */
    static final int KEPT = 1_000;

    private static final int WARNINGS_KEPT = 50;
    private static final long MOST_MILLIS = 10_000;

    private final Ring<RequestEntry> requests = new Ring<>(KEPT);
    private final Ring<OperationEntry> operations = new Ring<>(KEPT);
    private final Ring<EventEntry> events = new Ring<>(KEPT);
    private final Ring<AgentMessage> warnings = new Ring<>(WARNINGS_KEPT);
    private final AtomicLong ignored = new AtomicLong();

    DiagnosticsExporter() {}

    /** Writes all metrics in Prometheus' text format, on any thread. */
    public interface Metrics {
        /** Writes them. */
        void write(Appendable out) throws IOException;
    }

    /**
     * Listens where the settings say. Where that cannot be, there is a warning, and no diagnostics.
     *
     * @param agent what else there is to tell about z0: texts, numbers, collections and maps of them, and no secrets;
     *     asked on any thread
     * @param metrics null where there are none
     * @return null where diagnostics are off
     */
    public static DiagnosticsExporter start(Settings settings, Supplier<Map<String, Object>> agent, Metrics metrics) {
        String address = settings.text(Setting.Z0_DIAGNOSTICS);
        if (address.isEmpty() || Service.isTool()) {
            return null;
        }
        try {
            Access access = new Access(address, settings.text(Setting.Z0_DIAGNOSTICS_TOKEN));
            DiagnosticsExporter exporter = new DiagnosticsExporter();
            new HttpServer(
                    access.address(),
                    MOST_MILLIS,
                    new Endpoints(access, exporter, new State(settings, exporter, agent), metrics));
            return exporter;
        } catch (IOException | RuntimeException e) {
            Z0.warn("Z0_DIAGNOSTICS: nothing listens on " + address + ": " + e.getMessage());
            return null;
        }
    }

    @Override
    public void span(SpanRecord span) {
        EventEntry event = EventEntry.of(span);
        if (event != null) {
            events.add(event);
        }
    }

    @Override
    public void unit(Summary unit) {
        if (Z0.rules().ignores(unit)) {
            ignored.incrementAndGet();
        } else if (unit instanceof Request) {
            requests.add(new RequestEntry((Request) unit));
        } else {
            operations.add(new OperationEntry(unit));
        }
    }

    @Override
    public void message(AgentMessage message) {
        if (!"info".equals(message.level())) {
            warnings.add(message);
        }
    }

    Ring<RequestEntry> requests() {
        return requests;
    }

    Ring<OperationEntry> operations() {
        return operations;
    }

    Ring<EventEntry> events() {
        return events;
    }

    Ring<AgentMessage> warnings() {
        return warnings;
    }

    /** How many units ended that the rules say to ignore. */
    long ignored() {
        return ignored.get();
    }
}
