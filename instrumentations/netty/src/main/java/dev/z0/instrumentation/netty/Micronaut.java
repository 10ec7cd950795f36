package dev.z0.instrumentation.netty;

import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.Weaving;

/** Micronaut from 4.8 on: the template that a request matched, and the exception that it failed by. */
public final class Micronaut implements Instrumentation {
    @Override
    public String family() {
        return "netty";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type("io.micronaut.http.BasicHttpAttributes")
                .method("setUriTemplate", null)
                .with("Match");
        weaving.type("io.micronaut.http.server.RequestLifecycle")
                .method("onErrorNoFilter", null)
                .with("Fail");
    }

    /** The framework notes the template. */
    public static final class Match {
        /** Of the request that is worked for: clients' requests have none. */
        @OnEnter
        public static void enter(@Argument(1) String template) {
            Request request = Request.currentRequest();
            if (request != null && !request.isRouted()) {
                request.route(template);
            }
        }
    }

    /** An exception is made an answer. */
    public static final class Fail {
        /** One of several methods of this name: another is given an answer that may yet fail. */
        @OnEnter
        public static void enter(@Argument(1) Object thrown) {
            Request request = Request.currentRequest();
            if (request != null && thrown instanceof Throwable) {
                request.fail((Throwable) thrown);
            }
        }
    }
}
