package dev.z0.exporter.otlp;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.config.Setting;
import dev.z0.agent.core.config.Settings;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Where telemetry is sent, and what becomes of it. OpenTelemetry's exporters ask a {@link ComponentLoader} for their
 * sender and would log failures into the application's log; they get {@link UrlConnectionSender}, and failures are told
 * here: in one line when they begin and one when they end.
 */
final class Collector implements ComponentLoader, HttpSenderProvider {
    private final String what;
    private final long timeoutMillis;
    /** How many kinds of telemetry each address does not take at present. */
    private static final Map<String, Integer> FAILING = new ConcurrentHashMap<>();

    private int underway;
    private long deadlineNanos;
    private long lost;
    private boolean failing;
    private volatile String address = "";
    private HttpSender sender;

    /** {@code what} is sent, for messages. */
    Collector(String what, Settings settings) {
        this.what = what;
        this.timeoutMillis = settings.millis(Setting.OTEL_EXPORTER_OTLP_TIMEOUT);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> Iterable<T> load(Class<T> type) {
        return type == HttpSenderProvider.class ? Collections.singleton((T) this) : Collections.emptyList();
    }

    @Override
    public HttpSender createSender(HttpSenderConfig config) {
        URI endpoint = config.getEndpoint();
        address = endpoint.getPort() < 0 ? endpoint.getHost() : endpoint.getHost() + ':' + endpoint.getPort();
        sender = new UrlConnectionSender(config, this, timeoutMillis);
        return sender;
    }

    /** Sends a message that no exporter made, with the sender that was made for one. */
    void send(MessageWriter message) {
        sender.send(message, response -> {}, failure -> {});
    }

    /** The next delivery holds so many items, and is given up, tries included, at this {@link System#nanoTime}. */
    synchronized void sends(int items, long deadline) {
        underway = items;
        deadlineNanos = deadline;
    }

    /** How much time is left for the delivery; 0 or less for none. */
    synchronized long millisLeft() {
        return TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
    }

    /** The delivery arrived. */
    synchronized void delivered() {
        underway = 0;
        if (failing) {
            failing = false;
            if (count(address, -1) == 0) {
                Z0.warn("the collector at " + address + " takes " + what + " again; " + lost + " were lost so far");
            }
        }
    }

    /** The delivery was given up. */
    synchronized void failed(String reason) {
        lost += underway;
        underway = 0;
        if (!failing) {
            failing = true;
            if (count(address, 1) == 1) {
                Z0.warn("the collector at " + address + " does not take " + what + ": " + reason);
            }
        }
    }

    /** Counts what an address does not take, so that spans and metrics do not both tell of it. */
    private static int count(String address, int change) {
        return FAILING.merge(address, change, Integer::sum);
    }

    /** Items whose delivery has begun and not ended. */
    synchronized int underway() {
        return underway;
    }

    /** Items that were given up. */
    synchronized long lost() {
        return lost;
    }
}
