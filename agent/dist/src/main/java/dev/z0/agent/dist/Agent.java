package dev.z0.agent.dist;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.config.Setting;
import dev.z0.agent.core.config.Settings;
import dev.z0.agent.core.export.AgentMessage;
import dev.z0.agent.core.export.Exporter;
import dev.z0.agent.core.export.Pipeline;
import dev.z0.agent.core.record.Carried;
import dev.z0.agent.core.rules.RulesFile;
import dev.z0.agent.core.support.Failures;
import dev.z0.agent.core.support.RuntimeImage;
import dev.z0.agent.core.support.ThreadCost;
import dev.z0.agent.core.support.Z0Thread;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.weaver.Weaver;
import dev.z0.exporter.diagnostics.DiagnosticsExporter;
import dev.z0.exporter.line.LineExporter;
import dev.z0.exporter.line.StandardOutput;
import dev.z0.exporter.metrics.Metric;
import dev.z0.exporter.metrics.MetricsExporter;
import dev.z0.exporter.otlp.OtlpExporter;
import dev.z0.exporter.otlp.OtlpMetrics;
import dev.z0.exporter.otlp.Resources;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.AccessController;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Puts z0 together in an application's JVM: reads the settings, weaves, and starts the exporters. What the application
 * has to wait for is only the weaving; everything else happens on a thread of z0's own.
 */
public final class Agent {
    /** How long the end of the JVM waits for z0 at most; how much of it is for collectors, and how much for the last line. */
    private static final long STOP_MILLIS = 3_000;

    private static final long SEND_MILLIS = 2_000;
    private static final long LAST_LINE_MILLIS = 750;

    private final Settings settings;
    private final Pipeline pipeline;
    private final StandardOutput out;
    private final List<Instrumentation> instrumentations;
    private final Weaver weaver;
    private final RulesFile rules;
    private volatile LineExporter lines;
    private volatile OtlpExporter spans;
    private long startMillis;

    private Agent(Settings settings, StandardOutput out) {
        this.settings = settings;
        this.out = out;
        pipeline = new Pipeline((int) settings.number(Setting.Z0_QUEUE_SIZE));
        Z0.configure(settings, pipeline);
        String file = settings.text(Setting.Z0_RULES);
        rules = file.isEmpty() ? null : new RulesFile(file);
        if (rules != null) {
            rules.refresh(); // before classes load, so that the methods it names are woven as they come
        }
        instrumentations = Instrumentations.enabled(settings);
        weaver = new Weaver(instrumentations, Agent.class.getClassLoader());
    }

    /**
     * Called once, by {@code Premain}, from z0's own loader.
     *
     * @param out standard output as it was when the JVM started
     */
    public static void start(String arguments, java.lang.instrument.Instrumentation jvm, FileOutputStream out)
            throws Exception {
        try {
            AccessController.doPrivileged((PrivilegedExceptionAction<Void>) () -> {
                startWithOwnRights(arguments, jvm, out);
                return null;
            });
        } catch (PrivilegedActionException e) {
            throw e.getException();
        }
    }

    /**
     * Threads keep the rights of those who made them, also under a security manager that the application sets later; and
     * whoever calls, from the application's loader, has none then.
     */
    private static void startWithOwnRights(
            String arguments, java.lang.instrument.Instrumentation jvm, FileOutputStream out) throws Exception {
        long began = System.nanoTime();
        Settings settings = Settings.load(System.getenv(), System.getProperties(), arguments);
        if (!settings.flag(Setting.Z0_ENABLED)) {
            return;
        }
        Agent agent = new Agent(settings, new StandardOutput(out));
        agent.weaver.install(jvm);
        agent.out.share(System.out, System.err);
        if (agent.rules != null) {
            agent.rules.watch(() -> agent.weaver.weaveAgain("rules", jvm));
        }
        agent.startMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        Z0Thread start = new Z0Thread("z0-start", agent::export);
        // Registered before that thread has run: a short program is over earlier.
        Runtime.getRuntime().addShutdownHook(new Z0Thread("z0-stop", () -> agent.stop(start)));
        start.start();
    }

    /** What nobody has to wait for. Units that end meanwhile wait in the pipeline. */
    private void export() {
        lines = new LineExporter(settings, out);
        pipeline.offer(started());
        for (String warning : settings.warnings()) {
            Z0.warn(warning);
        }
        List<Exporter> exporters = new ArrayList<>();
        exporters.add(lines);
        Resources resources = new Resources(settings);
        spans = spans(resources);
        if (spans != null) {
            exporters.add(spans);
        }
        MetricsExporter metrics = MetricsExporter.start(
                settings, resources, OtlpMetrics.endpoint(settings) == null ? null : new OtlpMetrics(settings));
        if (metrics != null) {
            exporters.add(metrics);
            observe(metrics);
        }
        DiagnosticsExporter diagnostics =
                DiagnosticsExporter.start(settings, this::state, metrics == null ? null : metrics::writePrometheus);
        if (diagnostics != null) {
            exporters.add(diagnostics);
        }
        pipeline.start(exporters.toArray(new Exporter[0]));
        if (!RuntimeImage.hasManagement()) {
            pipeline.offer(new AgentMessage(
                    "info",
                    "cpu_ms, alloc_kb and the metrics of the process are left out: this runtime image has no module"
                            + " jdk.management"));
        } else if (settings.flag(Setting.Z0_CPU)) {
            ThreadCost.open();
        }
    }

    private OtlpExporter spans(Resources resources) {
        if (OtlpExporter.endpoint(settings) == null) {
            return null;
        }
        if (!RuntimeImage.hasLogging()) {
            Z0.warn("no spans are sent: this runtime image has no module java.logging");
            return null;
        }
        return new OtlpExporter(settings, resources);
    }

    /** What z0 can tell about itself, for metrics. */
    private void observe(MetricsExporter metrics) {
        metrics.observe(Metric.AGENT_STARTUP, values -> values.put(startMillis));
        metrics.observe(Metric.AGENT_CLASSES_TRANSFORMED, values -> values.put(weaver.transformed()));
        metrics.observe(Metric.AGENT_LINES_WRITTEN, values -> values.put(lines.written()));
        metrics.observe(Metric.AGENT_LINES_DROPPED, values -> {
            values.put(pipeline.dropped(), "queue");
            values.put(lines.dropped(), "output");
        });
        metrics.observe(Metric.AGENT_TASKS_DROPPED, values -> values.put(Carried.dropped()));
        metrics.observe(Metric.AGENT_ERRORS, values -> {
            Map<String, Integer> counts = Failures.counts();
            counts.putIfAbsent("pipeline", 0); // there from the start, so that an alert sees it grow
            counts.forEach((family, count) -> values.put(count, family));
        });
        if (spans != null) {
            metrics.observe(Metric.AGENT_SPANS_DROPPED, values -> values.put(spans.dropped()));
        }
    }

    /** What z0 can tell about itself, for diagnostics. */
    private Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>(started().fields());
        state.put("classes_transformed", weaver.transformed());
        state.put("lines_written", lines.written());
        state.put("lines_dropped", lines.dropped() + pipeline.dropped());
        if (spans != null) {
            state.put("spans_dropped", spans.dropped());
        }
        state.put("tasks_dropped", Carried.dropped());
        return state;
    }

    private void stop(Z0Thread start) {
        if (lines == null && pipeline.depth() == 0) {
            return; // a tool that was over at once, with nothing to tell
        }
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_MILLIS);
        start.await(deadline);
        if (lines == null) {
            return;
        }
        // On another thread: standard output may be blocked, and the JVM shall end all the same.
        Z0Thread flush = new Z0Thread("z0-flush", () -> flush(deadline));
        flush.start();
        flush.await(deadline);
    }

    private void flush(long deadline) {
        pipeline.close();
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()) - LAST_LINE_MILLIS;
        pipeline.flush(Math.max(0, Math.min(SEND_MILLIS, left)));
        if (spans != null) {
            spans.giveUp();
        }
        AgentMessage stops = new AgentMessage("info", "z0 stops")
                .with("lines_written", lines.written())
                .with("lines_dropped", lines.dropped() + pipeline.dropped());
        if (spans != null) {
            stops.with("spans_dropped", spans.lostByNow());
        }
        pipeline.offer(stops.with("tasks_dropped", Carried.dropped()));
        pipeline.drain();
    }

    private AgentMessage started() {
        List<String> names = new ArrayList<>();
        for (Instrumentation instrumentation : instrumentations) {
            names.add(instrumentation.getClass().getSimpleName());
        }
        return new AgentMessage("info", "z0 starts")
                .with("version", version())
                .with("java", System.getProperty("java.version"))
                .with("instrumentations", names)
                .with("startup_ms", startMillis);
    }

    /** Written into the jar by its build. */
    private static String version() {
        try (InputStream in = Agent.class.getResourceAsStream("version.txt")) {
            byte[] text = new byte[64];
            int length = in == null ? 0 : in.read(text);
            return length <= 0 ? null : new String(text, 0, length, StandardCharsets.US_ASCII).trim();
        } catch (IOException e) {
            return null;
        }
    }
}
