package dev.z0.exporter.line;

import dev.z0.agent.core.Z0;
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
        if (summaries && !Z0.rules().ignores(unit)) {
            write(unit);
        }
    }

    @Override
    public void span(SpanRecord span) {
        if (summaries && span instanceof ExternalCall && span.failed()) {
            write(span);
        }
    }

    @Override
    public void message(AgentMessage message) {
        if (lines != null || !"info".equals(message.level()) && !Service.isTool()) {
            write(message);
        } else if (held.size() < MOST_HELD) {
            held.add(message);
        }
    }

    private void write(Object ended) {
        try {
            if (lines == null) {
                open();
            }
            lines.write(ended);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void metrics(MetricPoint[] round) {
        for (MetricPoint point : round) {
            write(point);
        }
    }

    /** There is something to write: first comes what waited for it. */
    private void open() throws IOException {
        String problem = output.open(settings, System::currentTimeMillis);
        buffer = new LineBuffer(output);
        lines = new Lines(settings, buffer);
        for (AgentMessage message : held) {
            lines.write(message);
        }
        held.clear();
        if (problem != null) {
            lines.write(new AgentMessage("warn", problem));
        }
    }

    @Override
    public void idle() {
        if (buffer != null) {
            buffer.flush();
        }
    }
}
