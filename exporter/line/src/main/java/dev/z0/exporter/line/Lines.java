package dev.z0.exporter.line;

import dev.z0.agent.core.config.Service;
import dev.z0.agent.core.config.Settings;
import dev.z0.agent.core.export.AgentMessage;
import dev.z0.agent.core.export.MetricPoint;
import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.record.Operation;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.Summary;
import java.io.IOException;

/** Writes lines of all kinds. A line that cannot be made leaves no trace in the buffer. */
final class Lines {
    private final JsonLine out;
    private final RequestLine requests;
    private final CronLine runs;
    private final OperationLine operations;
    private final ExternalLine calls;
    private final MetricLine metrics;
    private final AgentLine messages;

    Lines(Settings given, LineBuffer buffer) throws IOException {
        LineSettings settings = new LineSettings(given);
        Service service = Service.of(given);
        out = new JsonLine(buffer);
        requests = new RequestLine(settings, service);
        runs = new CronLine(settings, service);
        operations = new OperationLine(settings, service);
        calls = new ExternalLine(settings, service);
        metrics = new MetricLine(settings, service);
        messages = new AgentLine(settings, service);
        for (String warning : settings.warnings()) {
            write(new AgentMessage("warn", warning), System.currentTimeMillis());
        }
    }

    void write(Summary unit) throws IOException {
        try {
            if (unit instanceof Request) {
                requests.write((Request) unit, out);
            } else if (unit instanceof CronRun) {
                runs.write((CronRun) unit, out);
            } else if (unit instanceof Operation) {
                operations.write((Operation) unit, out);
            }
        } catch (Throwable e) {
            out.abandon();
            throw e;
        }
    }

    void write(ExternalCall call) throws IOException {
        try {
            calls.write(call, out);
        } catch (Throwable e) {
            out.abandon();
            throw e;
        }
    }

    void write(MetricPoint point) throws IOException {
        try {
            metrics.write(point, out);
        } catch (Throwable e) {
            out.abandon();
            throw e;
        }
    }

    void write(AgentMessage message, long epochMillis) throws IOException {
        try {
            messages.write(message, epochMillis, out);
        } catch (Throwable e) {
            out.abandon();
            throw e;
        }
    }
}
