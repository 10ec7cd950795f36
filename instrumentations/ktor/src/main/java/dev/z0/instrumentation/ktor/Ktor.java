package dev.z0.instrumentation.ktor;

import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.InsteadOfCall;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.Weaving;
import kotlin.jvm.functions.Function3;

/** Ktor 2 and 3 on any engine: the route that a request took, and the exception that it failed by. */
public final class Ktor implements Instrumentation {
    @Override
    public String family() {
        return "ktor";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type("io.ktor.server.routing.Routing") // up to 2.3
                .method("executeResult", null)
                .with("Route");
        weaving.type("io.ktor.server.routing.RoutingRoot")
                .method("executeResult", null)
                .with("Route");
        weaving.type("io.ktor.server.engine.DefaultEnginePipelineKt")
                .method("handleFailure", null)
                .with("Fail");
        weaving.type("io.ktor.server.application.hooks.CallFailed$install$1")
                .method("invokeSuspend", "(Ljava/lang/Object;)Ljava/lang/Object;")
                .with("Handle");
    }

    static void failed(Object thrown) {
        Request request = Request.currentRequest();
        if (request != null && thrown instanceof Throwable) {
            request.fail((Throwable) thrown);
        }
    }

    /** The handlers of a route are called; again, without it, when they go on after waiting. */
    public static final class Route {
        /** They are about to be. */
        @OnEnter
        public static void enter(@Argument(1) Object route) {
            Request request = Request.currentRequest();
            if (request != null && route != null) {
                request.route(KtorRoute.pattern(route.toString()));
            }
        }
    }

    /** An exception has come out of all of the application's code. */
    public static final class Fail {
        /** The engine answers. */
        @OnEnter
        public static void enter(@Argument(1) Object thrown) {
            failed(thrown);
        }
    }

    /** An exception is given to a plugin that turns it into an answer. */
    public static final class Handle {
        /** It is handed over, with the call. */
        @InsteadOfCall(owner = "kotlin.jvm.functions.Function3", name = "invoke")
        public static Object invoke(
                Function3<Object, Object, Object, Object> handler, Object call, Object thrown, Object rest) {
            failed(thrown);
            return handler.invoke(call, thrown, rest);
        }
    }
}
