package dev.z0.instrumentation.http;

import dev.z0.agent.core.record.Attachment;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.util.context.Context;

/** A response's body on its way to the application's subscriber, which gets what comes when it comes. Its end is the call's. */
final class ReactorBody extends Flux<Object> {
    private final Flux<?> body;
    private final ReactorCall call;

    ReactorBody(Flux<?> body, ReactorCall call) {
        this.body = body;
        this.call = call;
    }

    @Override
    public void subscribe(CoreSubscriber<? super Object> subscriber) {
        call.bodyTaken();
        body.subscribe(new Watch(subscriber, call));
    }

    private static final class Watch implements CoreSubscriber<Object>, Subscription {
        private final CoreSubscriber<? super Object> subscriber;
        private final ReactorCall call;
        private Subscription subscription;

        Watch(CoreSubscriber<? super Object> subscriber, ReactorCall call) {
            this.subscriber = subscriber;
            this.call = call;
        }

        @Override
        public Context currentContext() {
            return subscriber.currentContext();
        }

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
            subscriber.onSubscribe(this);
        }

        @Override
        public void onNext(Object piece) {
            if (call.call.readsResponse()) {
                call.received(piece);
            }
            try (Attachment attached = call.asCaller()) {
                subscriber.onNext(piece);
            }
        }

        @Override
        public void onError(Throwable failure) {
            call.ended(failure);
            try (Attachment attached = call.asCaller()) {
                subscriber.onError(failure);
            }
        }

        @Override
        public void onComplete() {
            call.ended(null);
            try (Attachment attached = call.asCaller()) {
                subscriber.onComplete();
            }
        }

        @Override
        public void request(long count) {
            subscription.request(count);
        }

        @Override
        public void cancel() {
            call.ended(null); // first: what the cancelling breaks is no failure
            subscription.cancel();
        }
    }
}
