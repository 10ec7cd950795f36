package io.helidon.http;

/** Headers that can be changed. */
public interface WritableHeaders<B extends WritableHeaders<B>> extends Headers {
    /** Sets one. */
    B set(HeaderName name, String... values);
}
