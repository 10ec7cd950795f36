package io.helidon.webserver.http;

/** Code around routes. */
public interface Filter {
    /** Answers, or asks the rest of the chain to. */
    void filter(FilterChain chain, RoutingRequest request, RoutingResponse response);
}
