package dev.z0.smoke.helidon;

import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A service on Helidon: {@code Main <port>}. Each request has a virtual thread, and blocks it. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        WebServer.builder()
                .port(Integer.parseInt(arguments[0]))
                .routing(routing -> routing.register("/app", Main::pages)
                        .error(IllegalArgumentException.class, (request, response, thrown) -> response.status(
                                        Status.CONFLICT_409)
                                .send("refused")))
                .build()
                .start();
    }

    private static void pages(HttpRules rules) {
        rules.any("/ping", (request, response) -> response.send("pong"))
                .get(
                        "/items/{id}",
                        (request, response) -> response.send(
                                "item " + request.path().pathParameters().get("id")))
                .post(
                        "/echo",
                        (request, response) -> response.send(request.content().as(String.class)))
                .get("/work", Main::work)
                .get("/slow", Main::slow)
                .get("/stream", Main::stream)
                .get("/error", Main::error)
                .get("/refused", (request, response) -> {
                    throw new IllegalArgumentException("on purpose");
                });
    }

    private static void work(ServerRequest request, ServerResponse response) throws Exception {
        for (int i = 0; i < number(request, "e"); i++) {
            HttpURLConnection call = (HttpURLConnection)
                    URI.create(System.getProperty("smoke.stub") + "/ok").toURL().openConnection();
            call.getInputStream().readAllBytes();
        }
        for (int i = 0; i < number(request, "q"); i++) {
            query();
        }
        response.send("done");
    }

    private static void slow(ServerRequest request, ServerResponse response) throws Exception {
        Thread.sleep(number(request, "ms"));
        query();
        response.send("slow");
    }

    private static void stream(ServerRequest request, ServerResponse response) throws IOException {
        try (OutputStream out = response.outputStream()) {
            for (int i = 0; i < number(request, "kb"); i++) {
                out.write(new byte[1024]);
            }
        }
    }

    private static void error(ServerRequest request, ServerResponse response) throws SQLException {
        query();
        throw new IllegalStateException("on purpose");
    }

    private static int number(ServerRequest request, String name) {
        return request.query().first(name).map(Integer::parseInt).orElse(0);
    }

    private static void query() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:app;DB_CLOSE_DELAY=-1");
                PreparedStatement statement = connection.prepareStatement("SELECT 1")) {
            statement.executeQuery().next();
        }
    }
}
