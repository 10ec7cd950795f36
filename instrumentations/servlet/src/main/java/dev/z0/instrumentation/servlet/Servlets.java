package dev.z0.instrumentation.servlet;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.Returned;
import dev.z0.agent.core.weaving.This;
import dev.z0.agent.core.weaving.Thrown;
import dev.z0.agent.core.weaving.Weaving;
import javax.servlet.AsyncContext;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * Servlets and filters of every container, javax and jakarta. Where the container itself is hooked ({@link Tomcat},
 * {@link Jetty}, {@link Undertow}), the request is there already and only what the application does with it is noted;
 * in any other container the outermost filter or servlet is the request.
 */
public final class Servlets implements Instrumentation {
    @Override
    public String family() {
        return "servlet";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.alsoAs("javax.servlet.", "jakarta.servlet.");
        weaving.subtypesOf("javax.servlet.Servlet")
                .method("service", "(Ljavax/servlet/ServletRequest;Ljavax/servlet/ServletResponse;)V")
                .with("Service");
        weaving.subtypesOf("javax.servlet.Filter")
                .method(
                        "doFilter",
                        "(Ljavax/servlet/ServletRequest;Ljavax/servlet/ServletResponse;Ljavax/servlet/FilterChain;)V")
                .with("Filtering");
        weaving.subtypesOf("javax.servlet.ServletRequest")
                .method("startAsync", "()Ljavax/servlet/AsyncContext;")
                .with("StartAsync")
                .method(
                        "startAsync",
                        "(Ljavax/servlet/ServletRequest;Ljavax/servlet/ServletResponse;)Ljavax/servlet/AsyncContext;")
                .with("StartAsync");
        weaving.subtypesOf("javax.servlet.ServletResponse")
                .method("reset", "()V")
                .with("Reset");
    }

    /** A servlet is called: the place where a route is known. */
    public static final class Service {
        /** The call begins. */
        @OnEnter
        public static Object enter(@Argument(0) Object request, @Argument(1) Object response) {
            if (!(request instanceof HttpServletRequest)) {
                return null;
            }
            Object call = ServletCall.begin((HttpServletRequest) request, response);
            ServletCall.learnBefore(ServletCall.request(call), (HttpServletRequest) request);
            return call;
        }

        /** The call ends. */
        @OnExit
        public static void exit(
                @Entered Object call,
                @Argument(0) Object request,
                @Argument(1) Object response,
                @Thrown Throwable thrown) {
            if (call != null) {
                ServletCall.end(call, (HttpServletRequest) request, response, thrown, true);
            }
        }
    }

    /** A filter is called. */
    public static final class Filtering {
        /** The call begins. */
        @OnEnter
        public static Object enter(@Argument(0) Object request, @Argument(1) Object response) {
            return request instanceof HttpServletRequest
                    ? ServletCall.begin((HttpServletRequest) request, response)
                    : null;
        }

        /** The call ends. */
        @OnExit
        public static void exit(
                @Entered Object call,
                @Argument(0) Object request,
                @Argument(1) Object response,
                @Thrown Throwable thrown) {
            if (call != null) {
                ServletCall.end(call, (HttpServletRequest) request, response, thrown, false);
            }
        }
    }

    /** A request will be answered later, from wherever. */
    public static final class StartAsync {
        /** It has begun to be asynchronous. */
        @OnExit
        public static void exit(@This Object self, @Returned Object context) {
            Request request = Request.currentRequest();
            if (request == null || !(context instanceof AsyncContext) || !(self instanceof HttpServletRequest)) {
                return;
            }
            request.async();
            request.carriedBy(ServletCall.innermost((HttpServletRequest) self));
            if (!request.isServedByServer() && !request.isListenedTo()) {
                Object response = ((AsyncContext) context).getResponse();
                ((AsyncContext) context)
                        .addListener(new AsyncEnd(
                                request,
                                response instanceof HttpServletResponse ? (HttpServletResponse) response : null));
                request.listenedTo();
            }
        }
    }

    /** The application, or the container's error handling, takes back the headers that were set; ours stays. */
    public static final class Reset {
        /** They are gone. */
        @OnExit
        public static void exit(@This Object self) {
            Request request = Request.currentRequest();
            if (request != null && Z0.answersWithRequestId() && self instanceof HttpServletResponse) {
                HttpServletResponse response = (HttpServletResponse) self;
                if (!response.containsHeader("X-Request-Id")) {
                    response.setHeader("X-Request-Id", request.requestId());
                }
            }
        }
    }
}
