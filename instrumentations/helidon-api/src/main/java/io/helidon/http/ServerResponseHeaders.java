package io.helidon.http;

/** What goes out. */
public interface ServerResponseHeaders extends WritableHeaders<ServerResponseHeaders> {}
