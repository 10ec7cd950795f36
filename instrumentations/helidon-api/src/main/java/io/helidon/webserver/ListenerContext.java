package io.helidon.webserver;

/** A port of the server. */
public interface ListenerContext {}
