package dev.z0.instrumentation.pekko;

import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.Weaving;

/** Routes of Pekko HTTP and of Akka HTTP: the exception that one of them failed by, which a handler makes an answer of. */
public final class PekkoRoutes implements Instrumentation {
    @Override
    public String family() {
        return PekkoHttp.FAMILY;
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.alsoAs("org.apache.pekko.", "akka.");
        weaving.subtypesOf("org.apache.pekko.http.scaladsl.server.ExceptionHandler")
                .method("apply", "(Ljava/lang/Throwable;)Lscala/Function1;")
                .with("Answer");
    }

    /** A handler is asked for an answer. */
    public static final class Answer {
        @OnEnter
        public static void enter(@Argument(0) Throwable thrown) {
            Request request = Request.currentRequest();
            if (request != null) {
                request.fail(thrown);
            }
        }
    }
}
