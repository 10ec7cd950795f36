package dev.z0.instrumentation.netty;

import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.This;
import dev.z0.agent.core.weaving.Weaving;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.mapping.URITemplate;

/** Quarkus REST (RESTEasy Reactive): the template of the resource method, and the exception that it failed by. */
public final class QuarkusRest implements Instrumentation {
    @Override
    public String family() {
        return "netty";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type("org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext")
                .method("restart", "(Lorg/jboss/resteasy/reactive/server/mapping/RuntimeResource;Z)V")
                .with("Match");
        weaving.type("org.jboss.resteasy.reactive.common.core.AbstractResteasyReactiveContext")
                .method("handleException", "(Ljava/lang/Throwable;Z)V")
                .with("Fail");
    }

    /** A resource method has been found. */
    public static final class Match {
        /** It will be called; what it is a part of says nothing of the path, where that is found by calling others. */
        @OnEnter
        public static void enter(@This Object self, @Argument(0) Object found) {
            Request request = Request.currentRequest();
            RuntimeResource resource = (RuntimeResource) found;
            if (request != null && resource.getClassPath() != null) {
                String prefix =
                        ((ResteasyReactiveRequestContext) self).getDeployment().getPrefix();
                request.route(text(prefix) + text(resource.getClassPath()) + text(resource.getPath()));
            }
        }

        private static String text(URITemplate template) {
            return template == null ? "" : text(template.template);
        }

        /** Each part begins with a slash; one that is nothing else, or ends with one, leaves it out. */
        private static String text(String path) {
            return path == null || path.isEmpty()
                    ? ""
                    : path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        }
    }

    /** An exception is made an answer. */
    public static final class Fail {
        /** It is about to be. */
        @OnEnter
        public static void enter(@Argument(0) Object thrown) {
            Request request = Request.currentRequest();
            if (request != null && thrown != null) {
                request.fail((Throwable) thrown);
            }
        }
    }
}
