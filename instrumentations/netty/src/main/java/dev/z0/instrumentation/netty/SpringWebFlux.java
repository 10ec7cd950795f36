package dev.z0.instrumentation.netty;

import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.weaving.AllArguments;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.Returned;
import dev.z0.agent.core.weaving.Weaving;
import org.springframework.web.server.ServerWebExchange;

/**
 * Spring WebFlux 5 to 7, on whatever server: the pattern that a request matched, and the exception that a handler of the
 * application or the framework turned into an answer. The request is found by the exchange's attributes, which stay the
 * same object when filters decorate the exchange and threads change.
 */
public final class SpringWebFlux implements Instrumentation {
    private static final String PATTERN = "org.springframework.web.reactive.HandlerMapping.bestMatchingPattern";
    private static final String WEB = "org.springframework.web.";
    private static final String EXCHANGE = "Lorg/springframework/web/server/ServerWebExchange;";

    @Override
    public String family() {
        return "netty";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type(WEB + "server.adapter.HttpWebHandlerAdapter")
                .method("createExchange", null)
                .with("Begin");
        weaving.type(WEB + "reactive.DispatcherHandler")
                .method("invokeHandler", null) // 5
                .with("Handle")
                .method("handleRequestWith", null) // from 6 on
                .with("Handle");
        weaving.type(WEB + "reactive.result.method.annotation.RequestMappingHandlerAdapter")
                .method("handleException", null)
                .with("Fail");
        weaving.subtypesOf(WEB + "server.WebExceptionHandler")
                .method("handle", '(' + EXCHANGE + "Ljava/lang/Throwable;)Lreactor/core/publisher/Mono;")
                .with("Fail");
    }

    /** A request reaches Spring. */
    public static final class Begin {
        /** An exchange has been made for it. */
        @OnExit
        public static void exit(@Returned Object exchange) {
            Request request = Request.currentRequest();
            if (request != null && exchange != null) {
                request.carriedWhileOpen(((ServerWebExchange) exchange).getAttributes());
            }
        }
    }

    /** A handler has been found. */
    public static final class Handle {
        /** It is about to be called. */
        @OnEnter
        public static void enter(@Argument(0) Object argument) {
            ServerWebExchange exchange = (ServerWebExchange) argument;
            Request request = Request.underway(exchange.getAttributes());
            Object pattern = request == null ? null : exchange.getAttributes().get(PATTERN);
            if (pattern != null) {
                request.route(exchange.getRequest().getPath().contextPath().value() + pattern);
            }
        }
    }

    /** An exception is given to whoever makes an answer of it. */
    public static final class Fail {
        /** Its place among the arguments differs from version to version. */
        @OnEnter
        public static void enter(@AllArguments Object[] arguments) {
            Request request = null;
            Throwable thrown = null;
            for (Object argument : arguments) {
                if (argument instanceof ServerWebExchange) {
                    request = Request.underway(((ServerWebExchange) argument).getAttributes());
                } else if (argument instanceof Throwable) {
                    thrown = (Throwable) argument;
                }
            }
            if (request != null && thrown != null) {
                request.fail(thrown);
            }
        }
    }
}
