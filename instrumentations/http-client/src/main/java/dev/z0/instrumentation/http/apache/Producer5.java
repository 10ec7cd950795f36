package dev.z0.instrumentation.http.apache;

import dev.z0.agent.core.support.Failures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Where an exchange's request comes from. */
final class Producer5 implements AsyncRequestProducer {
    private final AsyncRequestProducer producer;
    private final HttpHost target;
    private final ApacheExchange exchange;

    Producer5(AsyncRequestProducer producer, HttpHost target, ApacheExchange exchange) {
        this.producer = producer;
        this.target = target;
        this.exchange = exchange;
    }

    @Override
    public void sendRequest(RequestChannel channel, HttpContext context) throws HttpException, IOException {
        exchange.sentBy(context);
        try {
            producer.sendRequest(
                    (request, entity, same) -> {
                        start(request);
                        channel.sendRequest(request, entity, same);
                    },
                    context);
        } catch (HttpException | IOException | RuntimeException e) {
            exchange.ended(e);
            throw e;
        }
    }

    private void start(HttpRequest request) {
        try {
            exchange.start(Message5.start(target, request));
        } catch (RuntimeException | LinkageError e) {
            Failures.note("http-client", e); // it goes out as it is
        }
    }

    @Override
    public boolean isRepeatable() {
        return producer.isRepeatable();
    }

    @Override
    public void failed(Exception failure) {
        producer.failed(failure);
    }

    @Override
    public int available() {
        return producer.available();
    }

    @Override
    public void produce(DataStreamChannel channel) throws IOException {
        producer.produce(exchange.readsRequest() ? new Watched(channel, exchange) : channel);
    }

    @Override
    public void releaseResources() {
        producer.releaseResources();
    }

    private static final class Watched implements DataStreamChannel {
        private final DataStreamChannel channel;
        private final ApacheExchange exchange;

        Watched(DataStreamChannel channel, ApacheExchange exchange) {
            this.channel = channel;
            this.exchange = exchange;
        }

        @Override
        public void requestOutput() {
            channel.requestOutput();
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            int start = bytes.position();
            int count = channel.write(bytes);
            exchange.sent(bytes, start);
            return count;
        }

        @Override
        public void endStream() throws IOException {
            channel.endStream();
        }

        @Override
        public void endStream(List<? extends Header> trailers) throws IOException {
            channel.endStream(trailers);
        }
    }
}
