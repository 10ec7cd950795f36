package dev.z0.instrumentation.servlet;

import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.Weaving;

/** Spring MVC, 3 to 7: an exception that a handler of the application turns into an answer gets no further than here. */
public final class SpringErrors implements Instrumentation {
    @Override
    public String family() {
        return "servlet";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type("org.springframework.web.servlet.DispatcherServlet")
                .method("processHandlerException", null)
                .with("Resolve");
    }

    /** The framework looks for a handler of an exception. */
    public static final class Resolve {
        /** It is given the exception. */
        @OnEnter
        public static void enter(@Argument(3) Object thrown) {
            Request request = Request.currentRequest();
            if (request != null && thrown instanceof Throwable) {
                request.fail((Throwable) thrown);
            }
        }
    }
}
