package dev.z0.instrumentation.frameworks;

import io.javalin.Javalin;
import io.javalin.apibuilder.ApiBuilder;
import io.javalin.apibuilder.EndpointGroup;
import io.javalin.config.JavalinConfig;
import io.javalin.http.ConflictResponse;
import org.junit.jupiter.api.Test;

/** Javalin, by what is the same in 6 and 7. */
class JavalinTest {
    @Test
    void javalin() throws Exception {
        RuntimeException taken = new ConflictResponse("taken");
        Javalin javalin = Javalin.create(config -> add(config, () -> {
            ApiBuilder.get("/fine", context -> context.result("fine"));
            ApiBuilder.get("/broken", context -> {
                throw Requests.BROKEN;
            });
            ApiBuilder.get("/taken", context -> {
                throw taken;
            });
        }));
        try {
            Requests.to(() -> javalin.start(0).port()).check(taken);
        } finally {
            javalin.stop();
        }
    }

    private static void add(JavalinConfig config, EndpointGroup endpoints) {
        String version = System.getProperty("frameworks.test");
        try {
            Object routes = JavalinConfig.class
                    .getField(version.equals("javalin-6") ? "router" : "routes")
                    .get(config);
            routes.getClass().getMethod("apiBuilder", EndpointGroup.class).invoke(routes, endpoints);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
