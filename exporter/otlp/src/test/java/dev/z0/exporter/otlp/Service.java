package dev.z0.exporter.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.config.Settings;
import dev.z0.agent.core.export.AgentMessage;
import dev.z0.agent.core.export.Exporter;
import dev.z0.agent.core.export.Pipeline;
import dev.z0.agent.core.naming.SqlStatement;
import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.Database;
import dev.z0.agent.core.record.Query;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.Summary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A service that z0 watches: its pipeline with the exporter of spans at the end, and things that happen in it. */
final class Service implements Exporter {
    static final Database DATABASE = new Database("postgresql", "shop", "db.example", 5432);

    final Settings settings;
    final OtlpExporter exporter;
    final List<AgentMessage> messages = new CopyOnWriteArrayList<>();
    private final Pipeline pipeline = new Pipeline(100_000);
    private final Semaphore units = new Semaphore(0);

    /** With these settings, names and values in turn; spans are sent only when the queue is full or flushed. */
    Service(String... settings) {
        this.settings = settings(settings);
        Z0.configure(this.settings, pipeline);
        exporter = new OtlpExporter(this.settings, new Resources(this.settings));
        pipeline.start(exporter, this);
    }

    static Settings settings(String... settings) {
        Map<String, String> environment =
                new HashMap<>(Map.of("OTEL_SERVICE_NAME", "shop", "OTEL_BSP_SCHEDULE_DELAY", "1h"));
        for (int i = 0; i < settings.length; i += 2) {
            environment.put(settings[i], settings[i + 1]);
        }
        Settings read = Settings.load(environment, new Properties(), null);
        if (!read.warnings().isEmpty()) {
            throw new IllegalArgumentException(read.warnings().toString());
        }
        return read;
    }

    /** Everything that has ended so far is sent, or given up. */
    void flush() {
        deliver(20_000);
    }

    void deliver(long millis) {
        pipeline.flush(millis);
        if (pipeline.failures() > 0) {
            throw new AssertionError("an exporter threw");
        }
    }

    /** Leaves deliveries so little time that there is no second try, until so many spans in all were given up. */
    void giveUp(long spans) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        do {
            deliver(100);
        } while (exporter.dropped() < spans && System.nanoTime() < end);
        assertEquals(spans, exporter.dropped());
        flush(); // and what is to be told of it is told
    }

    @Override
    public void unit(Summary unit) {
        units.release();
    }

    /** Waits until so many further units have reached the exporter. */
    void awaitUnits(int count) throws InterruptedException {
        if (!units.tryAcquire(count, 20, TimeUnit.SECONDS)) {
            throw new AssertionError("units are missing");
        }
    }

    @Override
    public void message(AgentMessage message) {
        messages.add(message);
    }

    /** A request with these headers, names and values in turn. */
    static Request inbound(String method, String path, String... headers) {
        return Request.start(method, path, name -> {
            for (int i = 0; i < headers.length; i += 2) {
                if (headers[i].equalsIgnoreCase(name)) {
                    return headers[i + 1];
                }
            }
            return null;
        });
    }

    /** The request did this, and is answered. */
    static Request answered(Request request, int status, Runnable work) {
        try (Attachment attached = request.attach()) {
            work.run();
        }
        request.status(status);
        request.end();
        return request;
    }

    static Request request() {
        return answered(inbound("GET", "/api/tickets"), 200, () -> {});
    }

    static Query query(String sql) {
        Query query = Query.start(DATABASE, SqlStatement.of(sql));
        query.end();
        return query;
    }
}
