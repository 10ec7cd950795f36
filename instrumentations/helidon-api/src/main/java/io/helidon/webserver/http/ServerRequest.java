package io.helidon.webserver.http;

/** A request, as handlers see it. */
public interface ServerRequest extends HttpRequest {}
