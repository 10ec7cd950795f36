package dev.z0.instrumentation.http.jdk;

import dev.z0.agent.core.record.ExternalCall;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** A response's body on its way to the application's subscriber, which gets the same buffers at the same time. */
final class WatchedBody<T> implements BodySubscriber<T>, Flow.Subscription {
    private final BodySubscriber<T> subscriber;
    private final ExternalCall call;
    private final JdkHttpCall<T> exchange;
    private Flow.Subscription subscription;

    WatchedBody(BodySubscriber<T> subscriber, ExternalCall call, JdkHttpCall<T> exchange) {
        this.subscriber = subscriber;
        this.call = call;
        this.exchange = exchange;
    }

    @Override
    public CompletionStage<T> getBody() {
        return subscriber.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        subscriber.onSubscribe(this);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (call.readsResponse()) {
            for (ByteBuffer buffer : buffers) {
                call.received(buffer);
            }
        }
        subscriber.onNext(buffers);
    }

    @Override
    public void onError(Throwable failure) {
        exchange.bodyEnded(failure);
        subscriber.onError(failure);
    }

    @Override
    public void onComplete() {
        exchange.bodyEnded(null);
        subscriber.onComplete();
    }

    @Override
    public void request(long count) {
        subscription.request(count);
    }

    @Override
    public void cancel() {
        exchange.bodyEnded(null); // first: what the cancelling breaks is no failure
        subscription.cancel();
    }
}
