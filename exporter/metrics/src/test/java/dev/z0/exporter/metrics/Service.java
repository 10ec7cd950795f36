package dev.z0.exporter.metrics;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.config.Settings;
import dev.z0.agent.core.export.AgentMessage;
import dev.z0.agent.core.export.Exporter;
import dev.z0.agent.core.export.MetricPoint;
import dev.z0.agent.core.export.Pipeline;
import dev.z0.agent.core.naming.SqlStatement;
import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.Database;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.Measurement;
import dev.z0.agent.core.record.Query;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.rules.RulesReader;
import dev.z0.exporter.otlp.OtlpMetrics;
import dev.z0.exporter.otlp.Resources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;

/** A service that z0 watches: its pipeline with metrics at the end, and things that happen in it. */
final class Service implements Exporter {
    static final Database DATABASE = new Database("postgresql", "shop", "db.example", 5432);

    final Pipeline pipeline = new Pipeline(1_000_000);
    final MetricsExporter metrics;
    final List<MetricPoint> points = new CopyOnWriteArrayList<>();
    final List<AgentMessage> messages = new ArrayList<>();

    /** With these settings, names and values in turn. */
    Service(String... settings) {
        Map<String, String> environment = new HashMap<>(Map.of("OTEL_SERVICE_NAME", "shop"));
        for (int i = 0; i < settings.length; i += 2) {
            environment.put(settings[i], settings[i + 1]);
        }
        Settings read = Settings.load(environment, new Properties(), null);
        Z0.configure(read, pipeline);
        metrics = MetricsExporter.start(
                read, new Resources(read), OtlpMetrics.endpoint(read) == null ? null : new OtlpMetrics(read));
        pipeline.start(metrics == null ? new Exporter[] {this} : new Exporter[] {metrics, this});
    }

    /** These rules are in force until the next service begins; with single quotes. */
    static void rules(String json) {
        try {
            Z0.rules(new RulesReader().read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Everything that has ended so far is counted, and sent or written. */
    void flush() {
        pipeline.flush(20_000);
        if (pipeline.failures() > 0) {
            throw new AssertionError("an exporter threw");
        }
    }

    String prometheus() {
        flush();
        StringBuilder text = new StringBuilder();
        try {
            metrics.writePrometheus(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return text.toString();
    }

    @Override
    public void metrics(MetricPoint[] round) {
        points.addAll(List.of(round));
    }

    @Override
    public void message(AgentMessage message) {
        messages.add(message);
    }

    Request request(String method, String route, int status) {
        return request(method, route, status, null, () -> {});
    }

    Request request(String method, String route, int status, String tenant, Runnable work) {
        Request request = Request.start(method, "/", name -> null);
        try (Attachment attached = request.attach()) {
            work.run();
        }
        request.tenant(tenant);
        request.route(route);
        request.status(status);
        request.end();
        return request;
    }

    static Query query(String sql) {
        Query query = Query.start(DATABASE, SqlStatement.of(sql));
        query.end();
        return query;
    }

    static ExternalCall call(String host, String path, int status) {
        ExternalCall call = ExternalCall.start("POST", "https", host, -1, path);
        call.sending();
        call.responded(status, name -> null);
        call.end();
        return call;
    }

    /** A call of a language model that asks and is answered so. */
    static ExternalCall ask(String request, int status, String contentType, String answer) {
        ExternalCall call = ExternalCall.start("POST", "https", "api.openai.com", -1, "/v1/chat/completions");
        byte[] asked = request.getBytes(StandardCharsets.UTF_8);
        call.sending();
        call.sent(asked, 0, asked.length);
        call.responded(status, name -> name.equalsIgnoreCase("content-type") ? contentType : null);
        byte[] answered = answer.getBytes(StandardCharsets.UTF_8);
        call.received(answered, 0, answered.length);
        call.end();
        return call;
    }

    void measure(dev.z0.agent.core.record.Metric metric, double value, String... labels) {
        pipeline.offer(new Measurement(metric, labels, value, null));
    }

    static void run(Job job, Throwable thrown) {
        CronRun.start(job, -1).end(null, thrown);
    }
}
