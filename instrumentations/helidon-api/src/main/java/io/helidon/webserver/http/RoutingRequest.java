package io.helidon.webserver.http;

/** A request, as filters see it. */
public interface RoutingRequest extends ServerRequest {}
