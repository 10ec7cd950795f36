package dev.z0.exporter.diagnostics;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.z0.agent.core.Z0;
import dev.z0.agent.core.config.Service;
import dev.z0.agent.core.config.Settings;
import dev.z0.agent.core.export.AgentMessage;
import dev.z0.agent.core.redact.Redactor;
import dev.z0.agent.core.support.Failures;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** How z0 itself is, and what it was told. */
final class State {
    private static final int MOST_OF_A_TEXT = 2_048;

    private final long startMillis = System.currentTimeMillis();
    private final long startNanos = System.nanoTime();
    private final Settings settings;
    private final Service service;
    private final DiagnosticsExporter recent;
    private final Supplier<Map<String, Object>> agent;

    State(Settings settings, DiagnosticsExporter recent, Supplier<Map<String, Object>> agent) {
        this.settings = settings;
        service = Service.of(settings);
        this.recent = recent;
        this.agent = agent;
    }

    /** Which service this is, and for how long z0 has been up. */
    Map<String, Object> brief() {
        Map<String, Object> brief = new LinkedHashMap<>();
        brief.put("status", "up");
        brief.put("service", service.name());
        brief.put("build_version", service.buildVersion());
        brief.put("started", Instant.ofEpochMilli(startMillis).toString());
        brief.put("uptime_ms", (System.nanoTime() - startNanos) / 1_000_000);
        return brief;
    }

    Map<String, Object> full() {
        Map<String, Object> full = brief();
        full.put("agent", agent.get());
        full.put("last", last());
        full.put("counts", counts());
        full.put("queue", queue());
        full.put("failures", Failures.counts());
        full.put("warnings", warnings());
        full.put("configuration", settings.effective());
        return full;
    }

    private Map<String, Object> last() {
        Map<String, Object> last = new LinkedHashMap<>();
        RequestEntry request = recent.requests().newest();
        EventEntry event = recent.events().newest();
        last.put("request_id", request == null ? null : request.requestId());
        last.put("event_id", event == null ? null : event.eventId());
        for (OperationEntry operation : recent.operations().newestFirst()) {
            last.putIfAbsent("operation_id", operation.operationId());
            if (operation.runId() != null) {
                last.put("run_id", operation.runId());
                break;
            }
        }
        return last;
    }

    private Map<String, Object> counts() {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("requests", recent.requests().added());
        counts.put("requests_active", Z0.activeRequests().sum());
        counts.put("operations", recent.operations().added());
        counts.put("events", recent.events().added());
        counts.put("ignored", recent.ignored());
        return counts;
    }

    private static Map<String, Object> queue() {
        Map<String, Object> queue = new LinkedHashMap<>();
        queue.put("depth", Z0.pipeline().depth());
        queue.put("dropped", Z0.pipeline().dropped());
        queue.put("exporter_failures", Z0.pipeline().failures());
        return queue;
    }

    private List<Object> warnings() {
        List<Object> warnings = new ArrayList<>();
        for (AgentMessage warning : recent.warnings().newestFirst()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("ts", Instant.ofEpochMilli(warning.millis()).toString());
            one.put("level", warning.level());
            one.put("message", warning.text());
            warnings.add(one);
        }
        return warnings;
    }

    /** Writes what {@link #brief} and {@link #full} answer: no text leaves that was not redacted. */
    static void write(Object value, JsonGenerator out) throws IOException {
        if (value instanceof Map) {
            out.writeStartObject();
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                if (entry.getValue() != null) {
                    out.writeFieldName(entry.getKey().toString());
                    write(entry.getValue(), out);
                }
            }
            out.writeEndObject();
        } else if (value instanceof Collection) {
            out.writeStartArray();
            for (Object element : (Collection<?>) value) {
                write(element, out);
            }
            out.writeEndArray();
        } else if (value instanceof Boolean) {
            out.writeBoolean((Boolean) value);
        } else if (value instanceof Number) {
            out.writeNumber(((Number) value).longValue());
        } else {
            out.writeString(Redactor.clean(Redactor.text(String.valueOf(value)), MOST_OF_A_TEXT));
        }
    }
}
