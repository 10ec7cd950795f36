package dev.z0.exporter.line;

import dev.z0.agent.core.config.Service;
import dev.z0.agent.core.config.Settings;
import dev.z0.agent.core.export.AgentMessage;
import dev.z0.agent.core.export.MetricPoint;
import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.record.Operation;
import dev.z0.agent.core.record.Request;
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
            write(new AgentMessage("warn", warning));
        }
    }

    /** Writes the line of a unit, an outgoing call, a series or a message; of anything else there is none. */
    void write(Object ended) throws IOException {
        try {
            if (ended instanceof Request) {
                requests.write((Request) ended, out);
            } else if (ended instanceof CronRun) {
                runs.write((CronRun) ended, out);
            } else if (ended instanceof Operation) {
                operations.write((Operation) ended, out);
            } else if (ended instanceof ExternalCall) {
                calls.write((ExternalCall) ended, out);
            } else if (ended instanceof MetricPoint) {
                metrics.write((MetricPoint) ended, out);
            } else if (ended instanceof AgentMessage) {
                messages.write((AgentMessage) ended, out);
            }
        } catch (Throwable e) {
            out.abandon();
            throw e;
        }
    }
}
