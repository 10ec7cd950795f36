package dev.z0.instrumentation.http.jdk;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.llm.HeaderLookup;
import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.record.Stretch;
import dev.z0.agent.core.support.CallDepth;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;

/**
 * One exchange of a {@code java.net.http} client: sees the response's head as its body handler, and its delivery as
 * the future's observer. The call ends with its delivery, or where the body is read after that, with the body.
 */
final class JdkHttpCall<T> implements BodyHandler<T>, BiConsumer<HttpResponse<T>, Throwable> {
    private final ExternalCall call;
    private final SpanRecord caller;
    private final HttpRequest request;
    private final BodyHandler<T> handler;
    private CompletableFuture<HttpResponse<T>> result;

    /** Open while the client works on the caller's thread: its many internal stages need not follow the caller. */
    private Stretch setUp;

    /** The body passes through a {@link WatchedBody}; it ended at this time, 0 while it hasn't. */
    private boolean watched;

    private long bodyEndNanos;
    private boolean delivered;

    private JdkHttpCall(ExternalCall call, SpanRecord caller, HttpRequest request, BodyHandler<T> handler) {
        this.call = call;
        this.caller = caller;
        this.request = request;
        this.handler = handler;
    }

    /** The call starts; null where it is none of the application's own. */
    static JdkHttpCall<?> start(HttpRequest request, BodyHandler<?> handler) {
        if (request == null || handler == null || CallDepth.HTTP.inside() || isWebSocket(request)) {
            return null;
        }
        if (handler instanceof JdkHttpCall) {
            return null; // a blocking call, which is watched where it blocks
        }
        URI uri = request.uri();
        SpanRecord caller = SpanRecord.current();
        ExternalCall call =
                ExternalCall.start(request.method(), uri.getScheme(), uri.getHost(), uri.getPort(), uri.getRawPath());
        if (call == null) {
            return null;
        }
        HttpRequest sent = isLeftAlone(request, call) ? request : TracedRequest.of(request, call);
        JdkHttpCall<?> exchange = new JdkHttpCall<>(call, caller, sent, handler);
        exchange.setUp = SpanRecord.detach();
        return exchange;
    }

    /** The handshake needs its own kind of request, and is no call. */
    private static boolean isWebSocket(HttpRequest request) {
        return request.headers().map().containsKey("Sec-WebSocket-Key");
    }

    /**
     * Whether the request can get its headers where it is written, so that the application's need not be wrapped, whose
     * headers the client then copies again and again. What is added there yields to the application's.
     */
    private static boolean isLeftAlone(HttpRequest request, ExternalCall call) {
        Map<String, List<String>> headers = request.headers().map();
        return ClientInternals.AVAILABLE
                && !call.readsRequest()
                && (headers.isEmpty()
                        || !headers.containsKey("traceparent")
                                && !headers.containsKey("tracestate")
                                && !headers.containsKey("baggage"));
    }

    /** The client writes the lines of the request's head. */
    void writing(StringBuilder lines) {
        if (!(request instanceof TracedRequest)) {
            Z0.propagation().inject(call, new ClientInternals.Lines(request, lines));
        }
    }

    /** The client opens a stream for the request. */
    void opening(Object stream) throws Throwable {
        if (!(request instanceof TracedRequest)) {
            Z0.propagation().inject(call, new ClientInternals.Fields(request, stream));
        }
    }

    /** The client sends the request once more. */
    void resent() {
        call.retried();
    }

    HttpRequest request() {
        return request;
    }

    /**
     * The client has answered: with the future of a call that does not block, or else with the response.
     *
     * @return what the caller gets in the place of the answer
     */
    @SuppressWarnings("unchecked") // answers the request that this was made for
    Object answered(Object answer, Throwable thrown) {
        try (Stretch closedAtEnd = setUp) {
            if (answer instanceof CompletableFuture) {
                return observe((CompletableFuture<HttpResponse<T>>) answer);
            }
            // What is thrown to a waiting caller is a copy, made for its thread, of what went wrong.
            delivered(
                    (HttpResponse<T>) answer, thrown == null || thrown.getCause() == null ? thrown : thrown.getCause());
            return answer;
        }
    }

    private CompletableFuture<?> observe(CompletableFuture<HttpResponse<T>> sent) {
        // Of the client's own kind: to cancel it cancels the exchange. Once it is complete, the call has been counted.
        result = sent.newIncompleteFuture();
        result.whenComplete(this);
        sent.whenComplete(this);
        return result;
    }

    @Override
    public BodySubscriber<T> apply(ResponseInfo head) {
        call.responded(head.statusCode(), call.llm() == null ? null : lookup(head.headers()));
        BodySubscriber<T> body = subscriber(head);
        if (body == null || !call.readsResponse() && isReadBeforeDelivery(body)) {
            return body;
        }
        watch();
        return new WatchedBody<>(body, call, this);
    }

    private synchronized void watch() {
        watched = true;
    }

    /** The application's handler runs for the caller, on whichever thread. */
    private BodySubscriber<T> subscriber(ResponseInfo head) {
        if (caller == null) {
            return handler.apply(head);
        }
        try (Attachment attached = caller.attachBriefly()) {
            return handler.apply(head);
        }
    }

    private static HeaderLookup lookup(HttpHeaders headers) {
        return name -> headers.firstValue(name).orElse(null);
    }

    /** The JDK's subscribers that complete with the body: watching them would tell nothing more. */
    private static boolean isReadBeforeDelivery(BodySubscriber<?> body) {
        switch (body.getClass().getName()) {
            case "jdk.internal.net.http.ResponseSubscribers$ByteArraySubscriber":
            case "jdk.internal.net.http.ResponseSubscribers$NullSubscriber":
            case "jdk.internal.net.http.ResponseSubscribers$PathSubscriber":
            case "jdk.internal.net.http.ResponseSubscribers$ConsumerSubscriber":
                return true;
            default:
                return false;
        }
    }

    synchronized void bodyEnded(Throwable failure) {
        if (bodyEndNanos != 0) {
            return;
        }
        if (failure != null) {
            call.fail(failure);
        }
        bodyEndNanos = System.nanoTime();
        if (delivered) {
            call.end(bodyEndNanos);
        }
    }

    /** Called for the exchange's own future, and for the one that the application has and may cancel. */
    @Override
    public void accept(HttpResponse<T> response, Throwable thrown) {
        delivered(response, thrown);
        if (result.isDone()) {
            return;
        }
        if (caller == null) {
            pass(response, thrown);
            return;
        }
        try (Attachment attached = caller.attach()) {
            pass(response, thrown); // runs what the application has made depend on it
        }
    }

    private void pass(HttpResponse<T> response, Throwable thrown) {
        if (thrown == null) {
            result.complete(response);
        } else {
            result.completeExceptionally(thrown);
        }
    }

    private synchronized void delivered(HttpResponse<T> response, Throwable thrown) {
        if (delivered) {
            return;
        }
        if (thrown != null) {
            Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
            call.fail(cause == null ? thrown : cause);
            call.end();
        } else {
            Optional<HttpResponse<T>> earlier = response.previousResponse();
            while (earlier.isPresent()) {
                call.retried();
                earlier = earlier.get().previousResponse();
            }
        }
        delivered = true;
        if (!watched) {
            call.end();
        } else if (bodyEndNanos != 0) {
            call.end(bodyEndNanos);
        } else {
            call.handedOut();
        }
    }
}
