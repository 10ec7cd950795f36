package io.helidon.http;

/** The name of a header. */
public interface HeaderName {}
