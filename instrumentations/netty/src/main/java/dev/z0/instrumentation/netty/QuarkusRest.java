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

    /** A resource method has been found, which is called, or answers a resource that has one for the rest of the path. */
    public static final class Match {
        /** The latter's path comes behind the former's; it has no class that would have a path of its own. */
        @OnEnter
        public static void enter(@This Object self, @Argument(0) Object found) {
            Request request = Request.currentRequest();
            if (request == null) {
                return;
            }
            RuntimeResource resource = (RuntimeResource) found;
            String path = text(resource.getPath());
            if (resource.getClassPath() != null) {
                String prefix =
                        ((ResteasyReactiveRequestContext) self).getDeployment().getPrefix();
                request.route(withoutSlash(prefix) + text(resource.getClassPath()) + path);
            } else if (request.isRouted()) {
                request.route(request.route() + path);
            }
        }

        private static String text(URITemplate template) {
            return template == null ? "" : withoutSlash(withoutExpressions(template.template));
        }

        /** Each part begins with a slash; one that is nothing else, or ends with one, leaves it out. */
        private static String withoutSlash(String path) {
            return path == null ? "" : path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        }

        /** {@code {id: [0-9]{3}}} is {@code {id}}. */
        private static String withoutExpressions(String template) {
            if (template.indexOf(':') < 0) {
                return template;
            }
            StringBuilder text = new StringBuilder(template.length());
            int depth = 0;
            boolean expression = false;
            for (int i = 0; i < template.length(); i++) {
                char c = template.charAt(i);
                depth += c == '{' ? 1 : c == '}' ? -1 : 0;
                expression = depth > 0 && (expression || c == ':');
                if (!expression && c != ' ') {
                    text.append(c);
                }
            }
            return text.toString();
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
