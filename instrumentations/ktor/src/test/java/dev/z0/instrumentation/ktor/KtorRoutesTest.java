package dev.z0.instrumentation.ktor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.support.Failures;
import dev.z0.instrumentation.concurrent.Coroutines;
import dev.z0.testing.TestAgent;
import io.ktor.http.HttpStatusCode;
import io.ktor.server.application.Application;
import io.ktor.server.application.ApplicationCall;
import io.ktor.server.application.ApplicationPluginKt;
import io.ktor.server.plugins.statuspages.StatusPagesKt;
import io.ktor.server.response.ApplicationResponseFunctionsKt;
import io.ktor.server.routing.Route;
import io.ktor.server.routing.RoutingBuilderKt;
import io.ktor.server.routing.RoutingKt;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.jvm.JvmClassMappingKt;
import kotlinx.coroutines.DelayKt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Routes, and exceptions that become answers. */
@Timeout(60)
class KtorRoutesTest {
    private final TestAgent agent = TestAgent.start(new KtorCio(), new Ktor(), new Coroutines());

    @AfterEach
    void nothingFailed() {
        assertNull(Failures.counts().get("ktor"));
    }

    private static Unit routes(Application application) {
        ApplicationPluginKt.install(application, StatusPagesKt.getStatusPages(), pages -> {
            pages.exception(
                    JvmClassMappingKt.getKotlinClass(IllegalArgumentException.class),
                    (call, thrown, rest) -> answer(call, HttpStatusCode.Companion.getConflict(), rest));
            return Unit.INSTANCE;
        });
        RoutingKt.routing(application, root -> {
            RoutingBuilderKt.route(root, "/shop", KtorRoutesTest::shop);
            return Unit.INSTANCE;
        });
        return Unit.INSTANCE;
    }

    private static Unit shop(Route shop) {
        RoutingBuilderKt.get(
                shop,
                "/items/{id}",
                (context, subject, rest) -> answer(context.getContext(), HttpStatusCode.Companion.getOK(), rest));
        RoutingBuilderKt.get(shop, "/waits/{id}", (context, subject, rest) -> DelayKt.delay(1, rest));
        RoutingBuilderKt.get(shop, "/refused", (context, subject, rest) -> {
            throw new IllegalArgumentException("on purpose");
        });
        return Unit.INSTANCE;
    }

    private static Object answer(ApplicationCall call, HttpStatusCode status, Continuation<? super Unit> rest) {
        return ApplicationResponseFunctionsKt.respondText(call, "text", null, status, content -> Unit.INSTANCE, rest);
    }

    private Request get(String path) throws Exception {
        agent.clear();
        try (RunningKtor server = RunningKtor.start(KtorRoutesTest::routes)) {
            HttpResponse<String> answer = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .build()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            Request request = (Request) agent.awaitUnits(1).get(0);
            assertEquals(answer.statusCode(), request.status());
            assertEquals(
                    request.requestId(),
                    answer.headers().firstValue("X-Request-Id").orElseThrow());
            return request;
        }
    }

    @ParameterizedTest
    @CsvSource({"/shop/items/a-name, /shop/items/{id}", "/shop/waits/a-name, /shop/waits/{id}", "/shop/none, /*"})
    void theRouteIsThePatternThatMatched(String path, String route) throws Exception {
        assertEquals(route, get(path).route());
    }

    @Test
    void anExceptionThatBecomesAnAnswer() throws Exception {
        Request request = get("/shop/refused");
        assertEquals(409, request.status());
        assertEquals(IllegalArgumentException.class, request.failure().getClass());
    }

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/(method:GET), /",
        "/items/{id}/(method:GET), /items/{id}",
        "/(authenticate \"default\")/items/(header:Accept = x)/{id}/(method:GET), /items/{id}",
        "/files(old)/{path...}, /files(old)/{path...}"
    })
    void selectorsOfOtherThingsThanThePathAreLeftOut(String route, String pattern) {
        assertEquals(pattern, KtorRoute.pattern(route));
    }
}
