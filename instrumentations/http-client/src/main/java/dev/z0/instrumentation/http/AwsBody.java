package dev.z0.instrumentation.http;

import java.nio.ByteBuffer;
import org.reactivestreams.Subscriber;

/** A response's body on its way through a client of the AWS SDK. */
final class AwsBody extends StreamedBody<ByteBuffer> {
    AwsBody(AwsCall exchange, Subscriber<? super ByteBuffer> subscriber) {
        super(exchange, subscriber);
    }

    @Override
    void show(ByteBuffer piece) {
        exchange.call.received(piece);
    }
}
