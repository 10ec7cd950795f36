package dev.z0.instrumentation.http.apache;

import dev.z0.agent.core.support.Failures;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.http.HttpException;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.nio.ContentEncoder;
import org.apache.http.nio.IOControl;
import org.apache.http.nio.protocol.HttpAsyncRequestProducer;
import org.apache.http.protocol.HttpContext;

/** Where an exchange's request comes from. */
final class Producer4 implements HttpAsyncRequestProducer {
    final ApacheExchange exchange;
    private final HttpAsyncRequestProducer producer;

    Producer4(HttpAsyncRequestProducer producer, ApacheExchange exchange) {
        this.producer = producer;
        this.exchange = exchange;
    }

    @Override
    public HttpHost getTarget() {
        return producer.getTarget();
    }

    @Override
    public HttpRequest generateRequest() throws IOException, HttpException {
        HttpRequest request = producer.generateRequest();
        try {
            exchange.start(Message4.start(producer.getTarget(), request));
        } catch (RuntimeException | LinkageError e) {
            Failures.note("http-client", e); // it goes out as it is
        }
        return request;
    }

    @Override
    public void produceContent(ContentEncoder encoder, IOControl control) throws IOException {
        producer.produceContent(exchange.readsRequest() ? new Watched(encoder, exchange) : encoder, control);
    }

    @Override
    public void requestCompleted(HttpContext context) {
        producer.requestCompleted(context);
    }

    @Override
    public void failed(Exception failure) {
        producer.failed(failure);
    }

    @Override
    public boolean isRepeatable() {
        return producer.isRepeatable();
    }

    @Override
    public void resetRequest() throws IOException {
        producer.resetRequest();
    }

    @Override
    public void close() throws IOException {
        producer.close();
    }

    private static final class Watched implements ContentEncoder {
        private final ContentEncoder encoder;
        private final ApacheExchange exchange;

        Watched(ContentEncoder encoder, ApacheExchange exchange) {
            this.encoder = encoder;
            this.exchange = exchange;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            int start = bytes.position();
            int count = encoder.write(bytes);
            exchange.sent(bytes, start);
            return count;
        }

        @Override
        public void complete() throws IOException {
            encoder.complete();
        }

        @Override
        public boolean isCompleted() {
            return encoder.isCompleted();
        }
    }
}
