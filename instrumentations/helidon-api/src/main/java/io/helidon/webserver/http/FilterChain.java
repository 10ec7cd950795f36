package io.helidon.webserver.http;

/** What comes after a filter. */
public interface FilterChain {}
