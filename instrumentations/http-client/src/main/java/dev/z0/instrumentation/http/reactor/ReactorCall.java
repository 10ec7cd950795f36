package dev.z0.instrumentation.http.reactor;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.ClientCalls;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.record.Propagation;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.support.CallDepth;
import dev.z0.instrumentation.http.AsyncCall;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.concurrent.CancellationException;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.http.client.HttpClientResponse;
import reactor.util.context.Context;

/** One exchange of a Reactor Netty client, as the subscriber to the response's head that stands before the application's. */
final class ReactorCall extends AsyncCall implements CoreSubscriber<Connection>, Subscription {
    private final CoreSubscriber<? super Connection> subscriber;
    private final Context context;
    private Subscription subscription;
    /** Those that have received the response's head; null before. */
    private volatile Object operations;

    private ReactorCall(ExternalCall call, SpanRecord caller, CoreSubscriber<? super Connection> subscriber) {
        super(call, caller);
        this.subscriber = subscriber;
        this.context = subscriber.currentContext().put(ReactorCall.class, this);
    }

    /** Starts the call, and answers who watches it for the subscriber; the subscriber where it is none of the application's own. */
    @SuppressWarnings("unchecked") // who subscribes to a Mono<Connection>
    static CoreSubscriber<?> watch(Object mono, CoreSubscriber<?> subscriber) throws IllegalAccessException {
        if (subscriber == null || CallDepth.HTTP.inside()) {
            return subscriber;
        }
        ReactorTarget target = ReactorTarget.of(mono);
        if (target == null) {
            return subscriber;
        }
        SpanRecord caller = SpanRecord.current();
        ExternalCall call = ExternalCall.start(target.method, target.scheme, target.host, target.port, target.path);
        return call == null
                ? subscriber
                : new ReactorCall(call, caller, (CoreSubscriber<? super Connection>) subscriber);
    }

    /** The call that a client's operations are part of, or null. */
    static ReactorCall of(Object operations) {
        return ((CoreSubscriber<?>) operations).currentContext().getOrDefault(ReactorCall.class, null);
    }

    /** A response's body, watched where the operations received it for a call: on the thread that does, or later on another. */
    static Flux<?> watchedBody(Object operations, Flux<?> body) {
        ReactorCall exchange = of(operations);
        if (exchange != null && exchange.operations == operations) {
            return new ReactorBody(body, exchange);
        }
        ExternalCall call = ClientCalls.of(operations);
        return call == null ? body : new ReactorBody(body, new AsyncCall(call, SpanRecord.current()));
    }

    /** The client is about to write the request's head. */
    void sending(Object operations) {
        call.sending();
        Z0.propagation().inject(call, new Headers(((HttpClientRequest) operations).requestHeaders()));
    }

    /** The request's body, watched where the call wants to see it; still a Mono where it was one, as then it is sent whole. */
    Publisher<?> watchedRequest(Publisher<?> body) {
        if (!call.readsRequest() || call.retries() > 0) {
            return body;
        }
        return body instanceof Mono
                ? ((Mono<?>) body).doOnNext(piece -> ReactorBytes.sent(call, piece))
                : Flux.from(body).doOnNext(piece -> ReactorBytes.sent(call, piece));
    }

    @Override
    public Context currentContext() {
        return context;
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        subscriber.onSubscribe(this);
    }

    @Override
    public void onNext(Connection connection) {
        HttpClientResponse response = (HttpClientResponse) connection;
        operations = connection;
        call.responded(response.status().code(), call.llm() == null ? null : response.responseHeaders()::get);
        handingOut();
        try (Attachment attached = asCaller()) {
            subscriber.onNext(connection);
        }
        handedOut();
        if (!isBodyTaken() && !call.ended()) {
            ClientCalls.note(connection, call); // with their last piece, the operations lose their subscriber's context
        }
    }

    @Override
    public void onError(Throwable failure) {
        ended(failure);
        try (Attachment attached = asCaller()) {
            subscriber.onError(failure);
        }
    }

    @Override
    public void onComplete() {
        if (operations == null) {
            call.end();
        }
        try (Attachment attached = asCaller()) {
            subscriber.onComplete();
        }
    }

    @Override
    public void request(long count) {
        subscription.request(count);
    }

    @Override
    public void cancel() {
        if (operations == null) {
            ended(new CancellationException("cancelled before the response"));
        }
        subscription.cancel();
    }

    private static final class Headers implements Propagation.Headers {
        private final HttpHeaders headers;

        Headers(HttpHeaders headers) {
            this.headers = headers;
        }

        @Override
        public String get(String name) {
            return headers.get(name);
        }

        @Override
        public void set(String name, String value) {
            headers.set(name, value);
        }
    }
}
