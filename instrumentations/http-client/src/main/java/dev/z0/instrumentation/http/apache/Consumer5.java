package dev.z0.instrumentation.http.apache;

import dev.z0.agent.core.record.Attachment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Where an exchange's response goes to. */
final class Consumer5<T> implements AsyncResponseConsumer<T> {
    private final AsyncResponseConsumer<T> consumer;
    private final ApacheExchange exchange;

    Consumer5(AsyncResponseConsumer<T> consumer, ApacheExchange exchange) {
        this.consumer = consumer;
        this.exchange = exchange;
    }

    @Override
    public void informationResponse(HttpResponse response, HttpContext context) throws HttpException, IOException {
        try (Attachment attached = exchange.asCaller()) {
            consumer.informationResponse(response, context);
        }
    }

    @Override
    public void consumeResponse(
            HttpResponse response, EntityDetails entity, HttpContext context, FutureCallback<T> result)
            throws HttpException, IOException {
        exchange.answered(response.getCode(), new Message5(response), entity != null);
        try (Attachment attached = exchange.asCaller()) {
            consumer.consumeResponse(response, entity, context, result);
        }
    }

    @Override
    public void updateCapacity(CapacityChannel capacity) throws IOException {
        consumer.updateCapacity(capacity);
    }

    @Override
    public void consume(ByteBuffer bytes) throws IOException {
        exchange.received(bytes);
        try (Attachment attached = exchange.asCaller()) {
            consumer.consume(bytes);
        }
    }

    @Override
    public void streamEnd(List<? extends Header> trailers) throws HttpException, IOException {
        exchange.ended(null);
        try (Attachment attached = exchange.asCaller()) {
            consumer.streamEnd(trailers);
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
    public void releaseResources() {
        consumer.releaseResources();
    }
}
