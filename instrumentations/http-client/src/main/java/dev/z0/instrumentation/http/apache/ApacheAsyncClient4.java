package dev.z0.instrumentation.http.apache;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.record.ClientCalls;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.Returned;
import dev.z0.agent.core.weaving.This;
import dev.z0.agent.core.weaving.Thrown;
import dev.z0.agent.core.weaving.Weaving;
import org.apache.http.HttpRequest;
import org.apache.http.concurrent.FutureCallback;
import org.apache.http.nio.protocol.HttpAsyncRequestProducer;
import org.apache.http.nio.protocol.HttpAsyncResponseConsumer;

/** Apache HttpAsyncClient 4.1: what {@code execute} does is one call, however often it sends. */
public final class ApacheAsyncClient4 implements Instrumentation {
    private static final String CLIENTS = "org.apache.http.impl.nio.client.";
    private static final String EXECUTE = "(Lorg/apache/http/nio/protocol/HttpAsyncRequestProducer;"
            + "Lorg/apache/http/nio/protocol/HttpAsyncResponseConsumer;Lorg/apache/http/protocol/HttpContext;"
            + "Lorg/apache/http/concurrent/FutureCallback;)Ljava/util/concurrent/Future;";

    @Override
    public String family() {
        return "http-client";
    }

    @Override
    public void weave(Weaving weaving) {
        client(weaving, "InternalHttpAsyncClient", "DefaultClientExchangeHandlerImpl");
        client(weaving, "MinimalHttpAsyncClient", "MinimalClientExchangeHandlerImpl");
    }

    private static void client(Weaving weaving, String client, String handler) {
        weaving.type(CLIENTS + client).method("execute", EXECUTE).with("Execute");
        weaving.type(CLIENTS + handler)
                .method("<init>", null)
                .with("Handle")
                .method("generateRequest", "()Lorg/apache/http/HttpRequest;")
                .with("Send");
    }

    /** Handing a request over to the client. */
    public static final class Execute {
        @OnEnter
        public static Object enter(
                @Argument(0) HttpAsyncRequestProducer producer, @Argument(1) HttpAsyncResponseConsumer<?> consumer) {
            return producer == null || consumer == null ? null : ApacheExchange.begin();
        }

        @OnEnter(replaces = 0)
        public static HttpAsyncRequestProducer producer(
                @Entered Object exchange, @Argument(0) HttpAsyncRequestProducer producer) {
            return exchange == null ? producer : new Producer4(producer, (ApacheExchange) exchange);
        }

        @OnEnter(replaces = 1)
        public static HttpAsyncResponseConsumer<?> consumer(
                @Entered Object exchange, @Argument(1) HttpAsyncResponseConsumer<?> consumer) {
            return exchange == null ? consumer : new Consumer4<>(consumer, (ApacheExchange) exchange);
        }

        @OnEnter(replaces = 3)
        public static FutureCallback<?> callback(@Entered Object exchange, @Argument(3) FutureCallback<?> callback) {
            return exchange == null ? callback : new Callback4<>(callback, (ApacheExchange) exchange);
        }

        @OnExit
        public static void exit(@Entered Object exchange, @Thrown Throwable thrown) {
            if (exchange != null && thrown != null) {
                ((ApacheExchange) exchange).ended(thrown);
            }
        }
    }

    /** What the client makes for each exchange. */
    public static final class Handle {
        @OnExit
        public static void exit(@This Object handler, @Argument(1) HttpAsyncRequestProducer producer) {
            if (producer instanceof Producer4) {
                ((Producer4) producer).exchange.sentBy(handler);
            }
        }
    }

    /** Each time that the request is sent: a copy that the client has made, unlike the application's own. */
    public static final class Send {
        @OnExit
        public static void exit(@This Object handler, @Returned HttpRequest request) {
            ExternalCall call = request == null ? null : ClientCalls.of(handler);
            if (call != null && !"CONNECT".equals(request.getRequestLine().getMethod())) {
                call.sending();
                Z0.propagation().inject(call, new Message4(request));
            }
        }
    }
}
