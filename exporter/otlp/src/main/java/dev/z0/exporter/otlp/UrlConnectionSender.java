package dev.z0.exporter.otlp;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import javax.net.ssl.HttpsURLConnection;

/**
 * Sends OTLP with {@link HttpURLConnection}, on the calling thread. It is there in every Java from 8 on, and brings no
 * thread and no library with it: the SDK's own senders need Java 11, or three megabytes of OkHttp and Kotlin. Tries
 * again, at growing distances, where OTLP says that this makes sense.
 */
final class UrlConnectionSender implements HttpSender {
    private static final int TRIES = 4;
    private static final int FIRST_PAUSE_MILLIS = 500;
    private static final HttpResponse TAKEN = new Taken();

    private final HttpSenderConfig config;
    private final Collector collector;
    private final int timeoutMillis;
    private final URL url;

    /** For how long the collector asked to be left alone; 0 where it didn't. For the thread that sends. */
    private long retryAfterMillis;

    UrlConnectionSender(HttpSenderConfig config, Collector collector, long timeoutMillis) {
        this.config = config;
        this.collector = collector;
        this.timeoutMillis = (int) Math.min(timeoutMillis, Integer.MAX_VALUE);
        try {
            this.url = config.getEndpoint().toURL();
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public void send(MessageWriter message, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
        String reason = null;
        retryAfterMillis = 0;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            if (attempt > 0 && !pause(attempt)) {
                break;
            }
            try {
                int status = post(message);
                if (status < 300) {
                    collector.delivered();
                    onResponse.accept(TAKEN);
                    return;
                }
                reason = "status " + status + " from " + url.getHost();
                if (status != 429 && status != 502 && status != 503 && status != 504) {
                    break;
                }
            } catch (IOException e) {
                reason = e.toString();
            }
        }
        collector.failed(reason);
        // The exporter would log a failure into the application's log; it is told, counted and done with.
        onResponse.accept(TAKEN);
    }

    /** Waits before another try; answers false where there is no time for it. */
    private boolean pause(int attempt) {
        long millis = (long) (FIRST_PAUSE_MILLIS << attempt - 1)
                * (80 + ThreadLocalRandom.current().nextInt(40))
                / 100;
        millis = Math.max(millis, retryAfterMillis);
        if (millis >= collector.millisLeft()) {
            return false;
        }
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private int post(MessageWriter message) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.openConnection();
        if (connection instanceof HttpsURLConnection && config.getSslContext() != null) {
            ((HttpsURLConnection) connection)
                    .setSSLSocketFactory(config.getSslContext().getSocketFactory());
        }
        int timeout = (int) Math.max(1, Math.min(timeoutMillis, collector.millisLeft()));
        connection.setConnectTimeout(timeout);
        connection.setReadTimeout(timeout);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", config.getContentType());
        Map<String, List<String>> headers = config.getHeadersSupplier().get();
        if (headers != null) {
            for (Map.Entry<String, List<String>> header : headers.entrySet()) {
                for (String value : header.getValue()) {
                    connection.addRequestProperty(header.getKey(), value);
                }
            }
        }
        write(connection, message);
        int status = connection.getResponseCode();
        retryAfterMillis = status < 400 ? 0 : 1000L * Math.max(0, connection.getHeaderFieldInt("Retry-After", 0));
        readToEnd(status < 400 ? connection.getInputStream() : connection.getErrorStream());
        return status;
    }

    private void write(HttpURLConnection connection, MessageWriter message) throws IOException {
        if (config.getCompressor() == null) {
            connection.setFixedLengthStreamingMode(message.getContentLength());
            try (OutputStream out = connection.getOutputStream()) {
                message.writeMessage(out);
            }
            return;
        }
        // Compressed first: some collectors' proxies do not take a body without a length.
        connection.setRequestProperty("Content-Encoding", config.getCompressor().getEncoding());
        ByteArrayOutputStream body = new ByteArrayOutputStream(message.getContentLength() / 4 + 64);
        try (OutputStream compressed = config.getCompressor().compress(body)) {
            message.writeMessage(compressed);
        }
        connection.setFixedLengthStreamingMode(body.size());
        try (OutputStream out = connection.getOutputStream()) {
            body.writeTo(out);
        }
    }

    /** A connection is used again only where its answer was read. */
    private static void readToEnd(InputStream in) throws IOException {
        if (in != null) {
            try (InputStream body = in) {
                byte[] buffer = new byte[1024];
                while (body.read(buffer) >= 0) {
                    continue;
                }
            }
        }
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }

    private static final class Taken implements HttpResponse {
        @Override
        public int getStatusCode() {
            return 200;
        }

        @Override
        public String getStatusMessage() {
            return "OK";
        }

        @Override
        public byte[] getResponseBody() {
            return new byte[0];
        }
    }
}
