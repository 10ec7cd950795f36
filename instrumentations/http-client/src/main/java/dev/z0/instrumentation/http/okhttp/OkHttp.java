package dev.z0.instrumentation.http.okhttp;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.ClientCalls;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.record.Propagation;
import dev.z0.agent.core.support.CallDepth;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.Returned;
import dev.z0.agent.core.weaving.This;
import dev.z0.agent.core.weaving.Thrown;
import dev.z0.agent.core.weaving.Weaving;
import dev.z0.instrumentation.http.SyncCall;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import okio.Sink;

/**
 * OkHttp 3 to 5: what {@code execute} or {@code enqueue} does is one call, however often it sends. Headers are set where
 * they are written to the connection, so that no request or response that the application sees has them.
 */
public final class OkHttp implements Instrumentation {
    private static final String RESPONSE = "()Lokhttp3/Response;";

    @Override
    public String family() {
        return "http-client";
    }

    @Override
    public void weave(Weaving weaving) {
        call(weaving.type("okhttp3.RealCall"), "getResponseWithInterceptorChain");
        call(weaving.type("okhttp3.internal.connection.RealCall"), "getResponseWithInterceptorChain$okhttp");
        codec(weaving.type("okhttp3.internal.http1.Http1Codec"));
        codec(weaving.type("okhttp3.internal.http2.Http2Codec"));
        codec(weaving.type("okhttp3.internal.http1.Http1ExchangeCodec"));
        codec(weaving.type("okhttp3.internal.http2.Http2ExchangeCodec"));
    }

    private static void call(Weaving.Target call, String chain) {
        call.method("execute", RESPONSE)
                .with("Execute")
                .method("enqueue", "(Lokhttp3/Callback;)V")
                .with("Enqueue")
                .method(chain, RESPONSE)
                .with("Chain");
    }

    private static void codec(Weaving.Target codec) {
        codec.method("writeRequestHeaders", "(Lokhttp3/Request;)V")
                .with("Send")
                .method("createRequestBody", "(Lokhttp3/Request;J)Lokio/Sink;")
                .with("SendBody");
    }

    private static ExternalCall start(Request request) {
        HttpUrl url = request.url();
        int port = url.port() == HttpUrl.defaultPort(url.scheme()) ? -1 : url.port();
        return ExternalCall.start(request.method(), url.scheme(), url.host(), port, url.encodedPath());
    }

    /** The whole call, on its caller's thread. */
    public static final class Execute {
        @OnEnter
        public static Object enter(@This Object call) {
            if (!CallDepth.HTTP.enter()) {
                return null;
            }
            return SyncCall.of(start(((Call) call).request()));
        }

        @OnExit(replacesReturn = true)
        public static Response exit(@Entered Object state, @Returned Response response, @Thrown Throwable thrown) {
            CallDepth.HTTP.leave();
            if (state == null) {
                return response;
            }
            ExternalCall call = ((SyncCall) state).call();
            boolean refused = thrown instanceof IllegalStateException && !call.wasSent(); // it was executed before
            ((SyncCall) state).left(refused ? null : thrown);
            return OkHttpBody.watched(response, call);
        }
    }

    /** Handing a call to the client's own threads. */
    public static final class Enqueue {
        @OnEnter
        public static Object enter(@This Object call) {
            Request request = ((Call) call).request();
            boolean known = CallDepth.HTTP.inside() || ClientCalls.of(call) != null;
            // A WebSocket's handshake is no call.
            ExternalCall started = known || request.header("Sec-WebSocket-Key") != null ? null : start(request);
            return started != null && ClientCalls.note(call, started) ? started : null;
        }

        @OnEnter(replaces = 0)
        public static Callback callback(@Entered Object call, @Argument(0) Callback callback) {
            return call == null || callback == null ? callback : new OkHttpCallback(callback, (ExternalCall) call);
        }

        @OnExit
        public static void exit(@This Object call, @Entered Object state, @Thrown Throwable thrown) {
            if (state != null && thrown != null) {
                ClientCalls.forget(call);
            }
        }
    }

    /** What the client does for a call: of one that was handed over, on a thread of its own. */
    public static final class Chain {
        @OnEnter
        public static Object enter(@This Object call) {
            ExternalCall queued = ClientCalls.of(call);
            if (queued == null) {
                return null;
            }
            ClientCalls.forget(call);
            CallDepth.HTTP.enter();
            return queued.attach();
        }

        @OnExit
        public static void exit(@Entered Object attachment) {
            if (attachment != null) {
                CallDepth.HTTP.leave();
                ((Attachment) attachment).close();
            }
        }
    }

    /** Each time that a request's head is written. */
    public static final class Send {
        @OnEnter(replaces = 0)
        public static Request enter(@Argument(0) Request request) {
            ExternalCall call = SyncCall.current();
            if (call == null) {
                return request;
            }
            call.sending();
            Headers headers = new Headers(request);
            Z0.propagation().inject(call, headers);
            return headers.builder.build();
        }
    }

    /** Each time that a request's body is written. */
    public static final class SendBody {
        @OnExit(replacesReturn = true)
        public static Sink exit(@Returned Sink sink) {
            ExternalCall call = SyncCall.current();
            boolean watched = call != null && call.readsRequest() && call.retries() == 0 && sink != null;
            return watched ? new OkHttpSink(sink, call) : sink;
        }
    }

    private static final class Headers implements Propagation.Headers {
        private final Request request;
        private final Request.Builder builder;

        Headers(Request request) {
            this.request = request;
            this.builder = request.newBuilder();
        }

        @Override
        public String get(String name) {
            return request.header(name);
        }

        @Override
        public void set(String name, String value) {
            builder.header(name, value);
        }
    }
}
