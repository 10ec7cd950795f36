package dev.z0.instrumentation.ktor;

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
import io.ktor.http.HttpStatusCode;
import io.ktor.server.cio.backend.ServerRequestScope;
import io.ktor.server.response.ApplicationResponse;
import io.ktor.server.response.ResponseHeaders;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.intrinsics.IntrinsicsKt;

/** Ktor's own engine, CIO, of Ktor 2 and 3: a server of coroutines alone. */
public final class KtorCio implements Instrumentation {
    private static final String SERVER = "io.ktor.server.cio.";

    @Override
    public String family() {
        return "ktor";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type(SERVER + "CIOApplicationEngine")
                .method(
                        "handleRequest",
                        "(Lio/ktor/server/cio/backend/ServerRequestScope;Lio/ktor/http/cio/Request;"
                                + "Lkotlin/coroutines/Continuation;)Ljava/lang/Object;")
                .with("Handle");
        weaving.type(SERVER + "CIOApplicationResponse")
                .method("sendResponseMessage", null)
                .with("Head");
        weaving.type(SERVER + "backend.ServerPipelineKt")
                .method("respondBadRequest", null)
                .with("Refuse");
    }

    /** A request has been read, so far its head: all that is done with it follows, as one coroutine. */
    public static final class Handle {
        /** It begins. */
        @OnEnter
        public static Object enter(@Argument(0) Object scope, @Argument(1) Object inbound, @Argument(2) Object rest) {
            return KtorRequest.begin((ServerRequestScope) scope, (io.ktor.http.cio.Request) inbound, rest);
        }

        /** What goes on when the coroutine is done ends the request before. */
        @OnEnter(replaces = 2)
        public static Continuation<?> replace(@Entered Object request, @Argument(2) Continuation<?> rest) {
            return request == null ? rest : (KtorRequest) request;
        }

        /** The coroutine waits; or it never had to, and nothing else tells of its end. */
        @OnExit
        public static void exit(@Entered Object request, @Returned Object returned, @Thrown Throwable thrown) {
            if (request != null && (thrown != null || returned != IntrinsicsKt.getCOROUTINE_SUSPENDED())) {
                ((KtorRequest) request).end();
            }
        }
    }

    /** An answer's head is sent; this is called again when it goes on after waiting. */
    public static final class Head {
        /** It can still be added to. */
        @OnEnter
        public static void enter(@This Object outbound) {
            Request request = Request.currentRequest();
            if (request == null || request.status() != 0) {
                return;
            }
            ApplicationResponse response = (ApplicationResponse) outbound;
            HttpStatusCode status = response.status();
            request.status(status == null ? 200 : status.getValue());
            ResponseHeaders headers = response.getHeaders();
            String length = headers.get("Content-Length");
            request.bytes(-1, length == null ? -1 : Long.parseLong(length));
            if (Z0.answersWithRequestId() && headers.get("X-Request-Id") == null) {
                headers.append("X-Request-Id", request.requestId(), false);
            }
        }
    }

    /** What came in can't be read; this is called again when it goes on after waiting, with nothing. */
    public static final class Refuse {
        /** The server answers by itself. */
        @OnEnter
        public static void enter(@Argument(0) Object channel) {
            if (channel != null) {
                Request request = Request.refused(null, null);
                request.status(400);
                request.end();
            }
        }
    }
}
