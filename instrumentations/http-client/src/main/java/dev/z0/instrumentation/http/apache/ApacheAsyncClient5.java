package dev.z0.instrumentation.http.apache;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.record.ClientCalls;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.Thrown;
import dev.z0.agent.core.weaving.Weaving;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;

/** Apache HttpClient 5, asynchronous, over HTTP/1.1 and 2: what {@code execute} does is one call, however often it sends. */
public final class ApacheAsyncClient5 implements Instrumentation {
    private static final String CLIENTS = "org.apache.hc.client5.http.impl.async.";
    private static final String ASYNC = "Lorg/apache/hc/client5/http/async/AsyncExec";
    private static final String CORE = "Lorg/apache/hc/core5/http/";
    private static final String SEND = "(" + CORE + "HttpRequest;" + CORE + "nio/AsyncEntityProducer;" + ASYNC
            + "Chain$Scope;" + ASYNC + "Chain;" + ASYNC + "Callback;)V";

    @Override
    public String family() {
        return "http-client";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type(CLIENTS + "InternalAbstractHttpAsyncClient")
                .method(
                        "doExecute",
                        "(" + CORE + "HttpHost;" + CORE + "nio/AsyncRequestProducer;" + CORE
                                + "nio/AsyncResponseConsumer;" + CORE + "nio/HandlerFactory;" + CORE
                                + "protocol/HttpContext;Lorg/apache/hc/core5/concurrent/FutureCallback;)"
                                + "Ljava/util/concurrent/Future;")
                .with("Execute");
        weaving.type(CLIENTS + "HttpAsyncMainClientExec")
                .method("execute", SEND)
                .with("Send");
        weaving.type(CLIENTS + "H2AsyncMainClientExec").method("execute", SEND).with("Send");
    }

    /** Handing a request over to the client. */
    public static final class Execute {
        @OnEnter
        public static Object enter(
                @Argument(1) AsyncRequestProducer producer, @Argument(2) AsyncResponseConsumer<?> consumer) {
            return producer == null || consumer == null ? null : ApacheExchange.begin();
        }

        @OnEnter(replaces = 1)
        public static AsyncRequestProducer producer(
                @Entered Object exchange, @Argument(0) HttpHost target, @Argument(1) AsyncRequestProducer producer) {
            return exchange == null ? producer : new Producer5(producer, target, (ApacheExchange) exchange);
        }

        @OnEnter(replaces = 2)
        public static AsyncResponseConsumer<?> consumer(
                @Entered Object exchange, @Argument(2) AsyncResponseConsumer<?> consumer) {
            return exchange == null ? consumer : new Consumer5<>(consumer, (ApacheExchange) exchange);
        }

        @OnEnter(replaces = 5)
        public static FutureCallback<?> callback(@Entered Object exchange, @Argument(5) FutureCallback<?> callback) {
            return exchange == null ? callback : new Callback5<>(callback, (ApacheExchange) exchange);
        }

        @OnExit
        public static void exit(@Entered Object exchange, @Thrown Throwable thrown) {
            if (exchange != null && thrown != null) {
                ((ApacheExchange) exchange).ended(thrown);
            }
        }
    }

    /** Each time that the request is sent: a copy that the client has made, unlike the application's own. */
    public static final class Send {
        @OnEnter
        public static Object enter(@Argument(0) HttpRequest request, @Argument(2) AsyncExecChain.Scope scope) {
            ExternalCall call = ClientCalls.of(scope.clientContext);
            if (call != null) {
                call.sending();
                Z0.propagation().inject(call, new Message5(request));
            }
            return null;
        }
    }
}
