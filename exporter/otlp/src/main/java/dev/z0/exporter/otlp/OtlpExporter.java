package dev.z0.exporter.otlp;

import dev.z0.agent.core.config.Setting;
import dev.z0.agent.core.config.Settings;
import dev.z0.agent.core.export.Exporter;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.record.Summary;
import dev.z0.agent.core.support.Z0Thread;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Sends spans by OTLP from a thread of its own: a slow collector delays no line.
 */
public final class OtlpExporter implements Exporter {
    private final WaitingSpans waiting;
    private final long delayNanos;
    private final long timeoutNanos;
    private final Settings settings;
    private final AtomicLong dropped = new AtomicLong();
    private final ReentrantLock sending = new ReentrantLock();
    private final Collector collector;
    private Z0Thread thread;
    private boolean connected;

    /**
     * Sends to the endpoint that the settings name.
     *
     * @param resource asked when there is something to send
     */
    public OtlpExporter(Settings settings, Supplier<Resource> resource) {
        this.settings = settings;
        int capacity = (int) settings.number(Setting.OTEL_BSP_MAX_QUEUE_SIZE);
        int batch = (int) Math.min(settings.number(Setting.OTEL_BSP_MAX_EXPORT_BATCH_SIZE), capacity);
        this.waiting = new WaitingSpans(capacity, batch, resource);
        this.delayNanos = settings.millis(Setting.OTEL_BSP_SCHEDULE_DELAY) * 1_000_000;
        this.timeoutNanos = settings.millis(Setting.OTEL_BSP_EXPORT_TIMEOUT) * 1_000_000;
        this.collector = new Collector("spans", settings);
    }

    /** The endpoint for spans; null where none is set, or spans are not to be sent. */
    public static String endpoint(Settings settings) {
        if (settings.flag(Setting.OTEL_SDK_DISABLED) || "none".equals(settings.text(Setting.OTEL_TRACES_EXPORTER))) {
            return null;
        }
        return Endpoint.of(settings, Setting.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, "v1/traces");
    }

    @Override
    public void span(SpanRecord span) {
        if (!span.trace().sampled() || !span.isWorthASpan()) {
            return;
        }
        if (thread == null) {
            thread = new Z0Thread("z0-otlp", this::run);
            thread.start();
        }
        if (waiting.add(span)) {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void unit(Summary unit) {
        span(unit);
    }

    @Override
    public void flush(long millis) {
        if (thread == null) {
            return;
        }
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            if (sending.tryLock(millis, TimeUnit.MILLISECONDS)) {
                try {
                    boolean more = true;
                    while (more && System.nanoTime() - deadline < 0) {
                        more = send(deadline);
                    }
                } finally {
                    sending.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Spans that found the queue full or that the collector did not take. */
    public long dropped() {
        return waiting.dropped() + dropped.get() + collector.lost();
    }

    /** Spans that have not arrived and never will where the JVM ends now. */
    public long lostByNow() {
        return dropped() + depth() + collector.underway();
    }

    /** The JVM ends: a delivery that is still underway has failed, and that is told while there is time. */
    public void giveUp() {
        if (collector.underway() > 0) {
            collector.failed("it has not answered before the end");
        }
    }

    /** Spans that wait. */
    public int depth() {
        return waiting.count();
    }

    private void run() {
        while (true) {
            LockSupport.parkNanos(this, delayNanos);
            boolean more = true;
            while (more) {
                sending.lock();
                try {
                    more = send(System.nanoTime() + timeoutNanos);
                } catch (Throwable e) {
                    more = false; // counted; the next ones may fare better
                } finally {
                    sending.unlock();
                }
            }
        }
    }

    /** Sends the next batch, or gives it up at the deadline. Answers whether there was one. For who holds the lock. */
    private boolean send(long deadline) {
        SpanMarshaler batch = waiting.take();
        if (batch == null) {
            return false;
        }
        collector.sends(batch.count(), deadline); // from here on, so that a JVM that ends meanwhile counts them as lost
        try {
            if (!connected) {
                connect();
                connected = true;
            }
            collector.send(batch);
        } catch (Throwable e) {
            collector.sends(0, deadline);
            dropped.addAndGet(batch.count());
            throw e;
        } finally {
            waiting.giveBack(batch);
        }
        return true;
    }

    /**
     * Lets OpenTelemetry's exporter make the collector's sender of all that can be set of it. With the first batch:
     * nothing of it is loaded while the application starts.
     */
    private void connect() {
        OtlpHttpSpanExporterBuilder builder = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint(settings))
                .setComponentLoader(collector)
                .setCompression(settings.text(Setting.OTEL_EXPORTER_OTLP_COMPRESSION));
        Endpoint.headers(settings, Setting.OTEL_EXPORTER_OTLP_TRACES_HEADERS).forEach(builder::addHeader);
        Certificates.apply(settings, builder::setTrustedCertificates, builder::setClientTls);
        builder.build();
    }
}
