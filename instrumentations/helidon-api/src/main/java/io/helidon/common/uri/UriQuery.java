package io.helidon.common.uri;

/** A query string. */
public interface UriQuery {
    /** As it was sent. */
    String rawValue();
}
