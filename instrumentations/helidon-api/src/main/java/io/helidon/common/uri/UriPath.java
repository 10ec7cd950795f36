package io.helidon.common.uri;

/** A path. */
public interface UriPath {
    /** As it was sent. */
    String rawPath();
}
