package dev.z0.instrumentation.netty;

import dev.z0.agent.core.record.Connection;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.This;
import dev.z0.agent.core.weaving.Weaving;

/** Reactor Netty's server: the exception that its handler's answer ended by, on whichever thread. */
public final class ReactorNettyServer implements Instrumentation {
    @Override
    public String family() {
        return "netty";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type("reactor.netty.http.server.HttpServerOperations")
                .method("onOutboundError", "(Ljava/lang/Throwable;)V")
                .with("Fail");
    }

    /** An answer ends by an exception, perhaps in its middle. */
    public static final class Fail {
        /** An error page or the end of the connection follows. */
        @OnEnter
        public static void enter(@This Object operations, @Argument(0) Throwable thrown) {
            Connection connection = Connection.of(((reactor.netty.Connection) operations).channel());
            Request request = connection == null ? null : connection.oldest();
            if (request != null) {
                request.fail(thrown);
            }
        }
    }
}
