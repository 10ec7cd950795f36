package dev.z0.instrumentation.http;

import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.ExternalCall;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A response's body on its way to its subscriber, which gets what comes when it comes. Its end is the call's. */
public abstract class StreamedBody<T> implements Subscriber<T>, Subscription {
    private final AsyncCall exchange;
    private final Subscriber<? super T> subscriber;
    private Subscription subscription;

    protected StreamedBody(AsyncCall exchange, Subscriber<? super T> subscriber) {
        this.exchange = exchange;
        this.subscriber = subscriber;
        exchange.bodyTaken();
    }

    /** Shows the call a piece that it wants to see, and leaves it as it is. */
    protected abstract void show(ExternalCall call, T piece);

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        subscriber.onSubscribe(this);
    }

    @Override
    public void onNext(T piece) {
        if (exchange.call.readsResponse()) {
            show(exchange.call, piece);
        }
        try (Attachment attached = exchange.asCaller()) {
            subscriber.onNext(piece);
        }
    }

    @Override
    public void onError(Throwable failure) {
        exchange.ended(failure);
        try (Attachment attached = exchange.asCaller()) {
            subscriber.onError(failure);
        }
    }

    @Override
    public void onComplete() {
        exchange.ended(null);
        try (Attachment attached = exchange.asCaller()) {
            subscriber.onComplete();
        }
    }

    @Override
    public void request(long count) {
        subscription.request(count);
    }

    @Override
    public void cancel() {
        exchange.ended(null); // first: what the cancelling breaks is no failure
        subscription.cancel();
    }
}
