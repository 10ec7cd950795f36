package dev.z0.instrumentation.servlet;

import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.weaving.AllArguments;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.Weaving;

/** Exceptions that a framework gives to the handler, mapper or page that makes them an answer: they get no further. */
public final class HandledErrors implements Instrumentation {
    @Override
    public String family() {
        return "servlet";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type("io.javalin.router.exception.ExceptionMapper")
                .method("handle$javalin", null)
                .with("Handle");
        weaving.type("spark.http.matching.GeneralError").method("modify", null).with("Handle");
        String armeria = "(Lcom/linecorp/armeria/server/ServiceRequestContext;Ljava/lang/Throwable;)"
                + "Lcom/linecorp/armeria/common/HttpResponse;";
        weaving.subtypesOf("com.linecorp.armeria.server.ServerErrorHandler")
                .method("onServiceException", armeria)
                .with("Handle");
        weaving.subtypesOf("com.linecorp.armeria.server.ServiceErrorHandler")
                .method("onServiceException", armeria)
                .with("Handle");
        weaving.type("io.jooby.DefaultContext").method("sendError", null).with("Handle");
        weaving.type("ratpack.handling.internal.DefaultContext")
                .method("error", null)
                .with("Handle");
        weaving.type("com.hellokaton.blade.exception.BladeException")
                .method("wrapper", null)
                .with("Handle");
        weaving.alsoAs("javax.", "jakarta.");
        weaving.subtypesOf("javax.ws.rs.ext.ExceptionMapper")
                .method("toResponse", "(Ljava/lang/Throwable;)Ljavax/ws/rs/core/Response;")
                .with("Handle");
        weaving.subtypesOf("javax.servlet.jsp.PageContext")
                .method("handlePageException", "(Ljava/lang/Throwable;)V")
                .with("Handle");
    }

    /** An exception is turned into an answer. */
    public static final class Handle {
        /** It is among what is handed over: a mapper of one kind of exception has a bridge method that takes any. */
        @OnEnter
        public static void enter(@AllArguments Object[] arguments) {
            Request request = Request.currentRequest();
            for (Object argument : arguments) {
                if (request != null && argument instanceof Throwable) {
                    request.fail((Throwable) argument);
                }
            }
        }
    }
}
