package dev.z0.instrumentation.http.aws;

import dev.z0.agent.core.record.ExternalCall;
import dev.z0.instrumentation.http.StreamedBody;
import java.nio.ByteBuffer;
import org.reactivestreams.Subscriber;

/** A response's body on its way through a client of the AWS SDK. */
final class AwsBody extends StreamedBody<ByteBuffer> {
    AwsBody(AwsCall exchange, Subscriber<? super ByteBuffer> subscriber) {
        super(exchange, subscriber);
    }

    @Override
    protected void show(ExternalCall call, ByteBuffer piece) {
        call.received(piece);
    }
}
