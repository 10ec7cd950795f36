package dev.z0.instrumentation.http.reactor;

import dev.z0.agent.core.record.ExternalCall;
import dev.z0.instrumentation.http.AsyncCall;
import dev.z0.instrumentation.http.StreamedBody;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.util.context.Context;

/** The body of a response that a Reactor Netty client has received. */
final class ReactorBody extends Flux<Object> {
    private final Flux<?> body;
    private final AsyncCall exchange;

    ReactorBody(Flux<?> body, AsyncCall exchange) {
        this.body = body;
        this.exchange = exchange;
    }

    @Override
    public void subscribe(CoreSubscriber<? super Object> subscriber) {
        body.subscribe(new Watch(exchange, subscriber));
    }

    private static final class Watch extends StreamedBody<Object> implements CoreSubscriber<Object> {
        private final CoreSubscriber<? super Object> subscriber;

        Watch(AsyncCall exchange, CoreSubscriber<? super Object> subscriber) {
            super(exchange, subscriber);
            this.subscriber = subscriber;
        }

        @Override
        public Context currentContext() {
            return subscriber.currentContext();
        }

        @Override
        protected void show(ExternalCall call, Object piece) {
            ReactorBytes.received(call, piece);
        }
    }
}
