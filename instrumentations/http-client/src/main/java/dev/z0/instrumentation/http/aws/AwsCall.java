package dev.z0.instrumentation.http.aws;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.record.Propagation;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.support.CallDepth;
import dev.z0.instrumentation.http.AsyncCall;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Publisher;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/** One exchange of an asynchronous client of the AWS SDK, as the handler of its response. */
final class AwsCall extends AsyncCall implements SdkAsyncHttpResponseHandler {
    private final SdkAsyncHttpResponseHandler handler;

    private AwsCall(ExternalCall call, SpanRecord caller, SdkAsyncHttpResponseHandler handler) {
        super(call, caller);
        this.handler = handler;
    }

    /** The call starts; null where it is none of the application's own, or another client's that passes it on. */
    static AwsCall start(AsyncExecuteRequest execution) {
        if (execution == null || CallDepth.HTTP.inside() || execution.responseHandler() instanceof AwsCall) {
            return null;
        }
        SdkHttpRequest request = execution.request();
        boolean usual = request.port() == ("https".equals(request.protocol()) ? 443 : 80);
        SpanRecord caller = SpanRecord.current();
        ExternalCall call = ExternalCall.start(
                request.method().name(),
                request.protocol(),
                request.host(),
                usual ? -1 : request.port(),
                request.encodedPath());
        return call == null ? null : new AwsCall(call, caller, execution.responseHandler());
    }

    /** What the client is to execute instead. */
    AsyncExecuteRequest watched(AsyncExecuteRequest execution) {
        SdkHttpRequest.Builder request = execution.request().toBuilder();
        call.sending();
        Z0.propagation().inject(call, new Headers(execution.request(), request));
        SdkHttpContentPublisher body = execution.requestContentPublisher();
        AsyncExecuteRequest.Builder watched = AsyncExecuteRequest.builder()
                .request(request.build())
                .requestContentPublisher(body != null && call.readsRequest() ? new AwsRequestBody(body, call) : body)
                .responseHandler(this)
                .fullDuplex(execution.fullDuplex());
        try {
            execution.metricCollector().ifPresent(watched::metricCollector);
            watched.httpExecutionAttributes(execution.httpExecutionAttributes());
        } catch (NoSuchMethodError e) {
            // older ones have no more to take over
        }
        return watched.build();
    }

    /** The exchange has begun, or failed to; answers the future that the application gets, whose failure is the exchange's. */
    CompletableFuture<Void> follow(CompletableFuture<Void> sent, Throwable thrown) {
        if (sent == null) {
            ended(thrown);
            return null;
        }
        CompletableFuture<Void> result = new CompletableFuture<>();
        sent.whenComplete((nothing, failure) -> {
            ended(failure); // first: whoever waits for the result goes on
            try (Attachment attached = asCaller()) {
                pass(result, failure);
            }
        });
        result.whenComplete((nothing, failure) -> pass(sent, failure));
        return result;
    }

    private static void pass(CompletableFuture<Void> future, Throwable failure) {
        if (failure == null) {
            future.complete(null);
        } else {
            future.completeExceptionally(failure);
        }
    }

    @Override
    public void onHeaders(SdkHttpResponse response) {
        call.responded(
                response.statusCode(),
                call.llm() == null
                        ? null
                        : name -> response.firstMatchingHeader(name).orElse(null));
        try (Attachment attached = asCaller()) {
            handler.onHeaders(response);
        }
    }

    @Override
    public void onStream(Publisher<ByteBuffer> body) {
        handingOut();
        try (Attachment attached = asCaller()) {
            handler.onStream(subscriber -> body.subscribe(new AwsBody(this, subscriber)));
        }
        handedOut();
    }

    @Override
    public void onError(Throwable failure) {
        ended(failure);
        try (Attachment attached = asCaller()) {
            handler.onError(failure);
        }
    }

    private static final class Headers implements Propagation.Headers {
        private final SdkHttpRequest request;
        private final SdkHttpRequest.Builder copy;

        Headers(SdkHttpRequest request, SdkHttpRequest.Builder copy) {
            this.request = request;
            this.copy = copy;
        }

        @Override
        public String get(String name) {
            return request.firstMatchingHeader(name).orElse(null);
        }

        @Override
        public void set(String name, String value) {
            copy.putHeader(name, value);
        }
    }
}
