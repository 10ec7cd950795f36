package dev.z0.instrumentation.http.reactor;

import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.Returned;
import dev.z0.agent.core.weaving.This;
import dev.z0.agent.core.weaving.Thrown;
import dev.z0.agent.core.weaving.Weaving;
import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/**
 * Reactor Netty's HTTP client, 0.9.5 to 1.3, with what sits on it, such as Spring's {@code WebClient}: what one subscription
 * to its response does is one call, however often it sends. The call travels in the subscriber's context, where the
 * client's operations find it on whichever thread they run.
 */
public final class ReactorNetty implements Instrumentation {
    @Override
    public String family() {
        return "http-client";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type("reactor.netty.http.client.HttpClientConnect$MonoHttpConnect")
                .method("subscribe", "(Lreactor/core/CoreSubscriber;)V")
                .with("Subscribe");
        weaving.type("reactor.netty.http.client.HttpClientOperations")
                .method("beforeMarkSentHeaders", "()V")
                .with("SendHead")
                .method("send", "(Lorg/reactivestreams/Publisher;)Lreactor/netty/NettyOutbound;")
                .with("SendBody");
        weaving.type("reactor.netty.channel.ChannelOperations")
                .method("receiveObject", "()Lreactor/core/publisher/Flux;")
                .with("Receive");
    }

    /** The whole call, up to the response's head. */
    public static final class Subscribe {
        @OnEnter(replaces = 0)
        public static CoreSubscriber<?> enter(@This Object mono, @Argument(0) CoreSubscriber<?> subscriber)
                throws IllegalAccessException {
            return ReactorCall.watch(mono, subscriber);
        }
    }

    /** Each time that a request's head is about to be written: what the application sets is set. */
    public static final class SendHead {
        @OnExit
        public static void exit(@This Object operations, @Thrown Throwable thrown) {
            ReactorCall call = ReactorCall.of(operations);
            if (call != null && thrown == null) {
                call.sending(operations);
            }
        }
    }

    /** Each time that a request's body is made. */
    public static final class SendBody {
        @OnEnter(replaces = 0)
        public static Publisher<?> enter(@This Object operations, @Argument(0) Publisher<?> body) {
            ReactorCall call = ReactorCall.of(operations);
            return call == null || body == null ? body : call.watchedRequest(body);
        }
    }

    /** Asking a response for its body: also of what are no calls of this client. */
    public static final class Receive {
        @OnExit(replacesReturn = true)
        public static Flux<?> exit(@This Object operations, @Returned Flux<?> body) {
            return body == null ? null : ReactorCall.watchedBody(operations, body);
        }
    }
}
