package dev.z0.instrumentation.http.aws;

import dev.z0.agent.core.record.ExternalCall;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/** A request's body on its way out, where the call wants to see it. */
final class AwsRequestBody implements SdkHttpContentPublisher {
    private final SdkHttpContentPublisher body;
    private final ExternalCall call;

    AwsRequestBody(SdkHttpContentPublisher body, ExternalCall call) {
        this.body = body;
        this.call = call;
    }

    @Override
    public Optional<Long> contentLength() {
        return body.contentLength();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        body.subscribe(new Watch(subscriber, call));
    }

    private static final class Watch implements Subscriber<ByteBuffer> {
        private final Subscriber<? super ByteBuffer> subscriber;
        private final ExternalCall call;

        Watch(Subscriber<? super ByteBuffer> subscriber, ExternalCall call) {
            this.subscriber = subscriber;
            this.call = call;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            subscriber.onSubscribe(subscription);
        }

        @Override
        public void onNext(ByteBuffer bytes) {
            call.sent(bytes);
            subscriber.onNext(bytes);
        }

        @Override
        public void onError(Throwable failure) {
            subscriber.onError(failure);
        }

        @Override
        public void onComplete() {
            subscriber.onComplete();
        }
    }
}
