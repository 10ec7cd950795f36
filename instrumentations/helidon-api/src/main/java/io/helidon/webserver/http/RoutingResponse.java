package io.helidon.webserver.http;

/** An answer, as filters see it. */
public interface RoutingResponse extends ServerResponse {}
