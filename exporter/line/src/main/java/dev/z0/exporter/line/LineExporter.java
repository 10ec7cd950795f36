package dev.z0.exporter.line;

import dev.z0.agent.core.config.Service;
import dev.z0.agent.core.config.Setting;
import dev.z0.agent.core.config.Settings;
import dev.z0.agent.core.export.AgentMessage;
import dev.z0.agent.core.export.Exporter;
import dev.z0.agent.core.export.MetricPoint;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.record.Summary;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes one line for each unit, for each failed external call, for each series of a metric where metrics are to be
 * lines, and for what z0 says about itself. Lines leave in blocks of whole ones, one write each.
 *
 * <p>A JVM that serves nothing stays silent: what z0 has to say at level {@code info} (that it started, that it stops)
 * waits until there is another line; warnings don't, except in tools, whose output others parse.
 */
public final class LineExporter implements Exporter {
    private static final int MOST_HELD = 100;

    private final Settings settings;
    private final boolean summaries;
    private final Output output;
    private final List<AgentMessage> held = new ArrayList<>();
    private final List<Long> heldMillis = new ArrayList<>();
    private LineBuffer buffer;
    private Lines lines;

    /** Lines go to {@code out}, unless the settings name a file. Nothing is opened before there is a line. */
    public LineExporter(Settings settings, OutputStream out) {
        this.settings = settings;
        summaries = settings.flag(Setting.Z0_LINES);
        output = new Output(out);
    }

    /** Lines written so far. */
    public long written() {
        return output.written();
    }

    /** Lines that could not be written. */
    public long dropped() {
        return output.dropped();
    }

    @Override
    public void unit(Summary unit) {
        if (summaries) {
            try {
                lines().write(unit);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void span(SpanRecord span) {
        if (span instanceof ExternalCall && span.failed() && summaries) {
            try {
                lines().write((ExternalCall) span);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void message(AgentMessage message) {
        if (lines == null && ("info".equals(message.level()) || Service.isTool())) {
            if (held.size() < MOST_HELD) {
                held.add(message);
                heldMillis.add(System.currentTimeMillis());
            }
            return;
        }
        try {
            lines().write(message, System.currentTimeMillis());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void metrics(MetricPoint[] round) {
        try {
            for (MetricPoint point : round) {
                lines().write(point);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** There is something to write: first comes what waited for it. */
    private Lines lines() throws IOException {
        if (lines == null) {
            String problem = output.open(settings, System::currentTimeMillis);
            buffer = new LineBuffer(output);
            lines = new Lines(settings, buffer);
            for (int i = 0; i < held.size(); i++) {
                lines.write(held.get(i), heldMillis.get(i));
            }
            held.clear();
            heldMillis.clear();
            if (problem != null) {
                lines.write(new AgentMessage("warn", problem), System.currentTimeMillis());
            }
        }
        return lines;
    }

    @Override
    public void idle() {
        if (buffer != null) {
            buffer.flush();
        }
    }

    @Override
    public void flush(long millis) {
        idle();
    }
}
