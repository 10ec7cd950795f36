package dev.z0.instrumentation.netty;

import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.Weaving;
import io.vertx.ext.web.RoutingContext;

/** Vert.x Web 4 and 5, also below Quarkus: the route that a request took, and the exception that it failed by. */
public final class VertxWeb implements Instrumentation {
    @Override
    public String family() {
        return "netty";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type("io.vertx.ext.web.impl.RouteState")
                .method("handleContext", null)
                .with("Handle");
        weaving.subtypesOf("io.vertx.ext.web.RoutingContext")
                .method("fail", "(ILjava/lang/Throwable;)V")
                .with("Fail");
    }

    /** A handler of a route that the request matches. */
    public static final class Handle {
        /** It is about to be called; the last such route is the request's. */
        @OnEnter
        public static void enter(@Argument(0) Object context) {
            Request request = Request.currentRequest();
            if (request != null) {
                request.route(VertxRoute.of((RoutingContext) context));
            }
        }
    }

    /** The request fails. */
    public static final class Fail {
        /** By this exception. */
        @OnEnter
        public static void enter(@Argument(1) Object thrown) {
            Request request = Request.currentRequest();
            if (request != null && thrown != null) {
                request.fail((Throwable) thrown);
            }
        }
    }
}
