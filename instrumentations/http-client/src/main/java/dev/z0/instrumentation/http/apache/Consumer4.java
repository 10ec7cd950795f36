package dev.z0.instrumentation.http.apache;

import dev.z0.agent.core.record.Attachment;
import java.io.IOException;
import org.apache.http.HttpException;
import org.apache.http.HttpResponse;
import org.apache.http.nio.ContentDecoder;
import org.apache.http.nio.FileContentDecoder;
import org.apache.http.nio.IOControl;
import org.apache.http.nio.protocol.HttpAsyncResponseConsumer;
import org.apache.http.protocol.HttpContext;

/** Where an exchange's response goes to. */
final class Consumer4<T> implements HttpAsyncResponseConsumer<T> {
    private final HttpAsyncResponseConsumer<T> consumer;
    private final ApacheExchange exchange;

    Consumer4(HttpAsyncResponseConsumer<T> consumer, ApacheExchange exchange) {
        this.consumer = consumer;
        this.exchange = exchange;
    }

    @Override
    public void responseReceived(HttpResponse response) throws IOException, HttpException {
        exchange.answered(
                response.getStatusLine().getStatusCode(), new Message4(response), response.getEntity() != null);
        try (Attachment attached = exchange.asCaller()) {
            consumer.responseReceived(response);
        }
    }

    @Override
    public void consumeContent(ContentDecoder decoder, IOControl control) throws IOException {
        ContentDecoder watched = decoder instanceof FileContentDecoder
                ? new Decoder4.OfFile((FileContentDecoder) decoder, exchange)
                : new Decoder4(decoder, exchange);
        try (Attachment attached = exchange.asCaller()) {
            consumer.consumeContent(watched, control);
        }
        if (!decoder.isCompleted() && consumer.isDone()) {
            exchange.ended(null); // it wants no more
        }
    }

    @Override
    public void responseCompleted(HttpContext context) {
        exchange.ended(null);
        try (Attachment attached = exchange.asCaller()) {
            consumer.responseCompleted(context);
        }
    }

    @Override
    public void failed(Exception failure) {
        exchange.ended(failure);
        try (Attachment attached = exchange.asCaller()) {
            consumer.failed(failure);
        }
    }

    @Override
    public boolean cancel() {
        exchange.cancelled();
        try (Attachment attached = exchange.asCaller()) {
            return consumer.cancel();
        }
    }

    @Override
    public Exception getException() {
        return consumer.getException();
    }

    @Override
    public T getResult() {
        return consumer.getResult();
    }

    @Override
    public boolean isDone() {
        return consumer.isDone();
    }

    @Override
    public void close() throws IOException {
        exchange.ended(null);
        consumer.close();
    }
}
