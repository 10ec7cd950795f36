package dev.z0.instrumentation.ktor;

import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.instrumentation.concurrent.Coroutines;
import dev.z0.testing.HttpServerSuite;
import io.ktor.http.ContentType;
import io.ktor.http.HttpStatusCode;
import io.ktor.server.application.Application;
import io.ktor.server.application.ApplicationCall;
import io.ktor.server.application.ApplicationCallPipeline;
import io.ktor.server.request.ApplicationRequestPropertiesKt;
import io.ktor.server.response.ApplicationResponseFunctionsKt;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.Dispatchers;

/** Ktor's own engine, with what Ktor 2 and 3 have in common. */
class KtorCioTest extends HttpServerSuite {
    private RunningKtor server;

    @Override
    protected Instrumentation[] instrumentations() {
        return new Instrumentation[] {new KtorCio(), new Ktor(), new Coroutines()};
    }

    @Override
    protected int startServer() throws Exception {
        server = RunningKtor.start(KtorCioTest::pages);
        return server.port();
    }

    @Override
    protected void stopServer() throws Exception {
        server.close();
    }

    private static Unit pages(Application application) {
        application.intercept(
                ApplicationCallPipeline.ApplicationPhase.getCall(),
                (context, subject, rest) -> page(context.getContext(), rest));
        return Unit.INSTANCE;
    }

    private static Object page(ApplicationCall call, Continuation<? super Unit> rest) {
        return switch (ApplicationRequestPropertiesKt.path(call.getRequest())) {
            case "/pages/hello" -> answer(call, 200, "hello", rest);
            case "/pages/gone" -> answer(call, 410, "", rest);
            case "/pages/later" ->
                BuildersKt.withContext(Dispatchers.getIO(), (scope, then) -> answer(call, 200, "hello", then), rest);
            case "/pages/broken" -> throw new IllegalStateException("on purpose");
            case "/pages/number" -> Integer.parseInt("none");
            default -> Unit.INSTANCE;
        };
    }

    private static Object answer(ApplicationCall call, int status, String text, Continuation<? super Unit> rest) {
        return ApplicationResponseFunctionsKt.respondText(
                call,
                text,
                ContentType.Text.INSTANCE.getPlain(),
                HttpStatusCode.Companion.fromValue(status),
                content -> Unit.INSTANCE,
                rest);
    }
}
