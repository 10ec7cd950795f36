package dev.z0.instrumentation.servlet;

import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.Weaving;

/** Exceptions that JAX-RS gives to a mapper, and JSP to an error page: they get no further than here. */
public final class HandledErrors implements Instrumentation {
    @Override
    public String family() {
        return "servlet";
    }

    @Override
    public void weave(Weaving weaving) {
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
        /** It is handed over: a mapper of one kind of exception has a bridge method that takes any. */
        @OnEnter
        public static Object enter(@Argument(0) Object thrown) {
            Request request = Request.currentRequest();
            if (request != null && thrown instanceof Throwable) {
                request.fail((Throwable) thrown);
            }
            return null;
        }
    }
}
