package io.helidon.http;

/** What came in. */
public interface ServerRequestHeaders extends Headers {}
