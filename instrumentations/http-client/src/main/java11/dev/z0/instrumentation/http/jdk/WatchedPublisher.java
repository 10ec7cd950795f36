package dev.z0.instrumentation.http.jdk;

import dev.z0.agent.core.record.ExternalCall;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/** A request's body on its way out, where the call wants to see it: the first time it is sent. */
final class WatchedPublisher implements BodyPublisher {
    private final BodyPublisher publisher;
    private final ExternalCall call;
    private final AtomicBoolean seen = new AtomicBoolean();

    WatchedPublisher(BodyPublisher publisher, ExternalCall call) {
        this.publisher = publisher;
        this.call = call;
    }

    @Override
    public long contentLength() {
        return publisher.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        publisher.subscribe(seen.getAndSet(true) ? subscriber : new Watch(subscriber, call));
    }

    private static final class Watch implements Flow.Subscriber<ByteBuffer> {
        private final Flow.Subscriber<? super ByteBuffer> subscriber;
        private final ExternalCall call;

        Watch(Flow.Subscriber<? super ByteBuffer> subscriber, ExternalCall call) {
            this.subscriber = subscriber;
            this.call = call;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
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
