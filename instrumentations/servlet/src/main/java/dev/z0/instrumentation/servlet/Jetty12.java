package dev.z0.instrumentation.servlet;

import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.Weaving;

/** Jetty 12, with or without servlets. Its advice needs Java 17, as Jetty 12 does, and is compiled apart. */
public final class Jetty12 implements Instrumentation {
    @Override
    public String family() {
        return "servlet";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type("org.eclipse.jetty.server.Server")
                .method(
                        "handle",
                        "(Lorg/eclipse/jetty/server/Request;Lorg/eclipse/jetty/server/Response;Lorg/eclipse/jetty/util/Callback;)Z")
                .with("dev.z0.instrumentation.jetty12.Handle");
        weaving.type("org.eclipse.jetty.server.internal.HttpConnection$RequestHandler")
                .method("badMessage", "(Lorg/eclipse/jetty/http/HttpException;)V")
                .with("dev.z0.instrumentation.jetty12.Refuse");
    }
}
