package io.helidon.webserver.http;

/** The application's code for a route. */
public interface Handler {
    /** Answers. */
    void handle(ServerRequest request, ServerResponse response) throws Exception;
}
