package io.helidon.http;

import java.util.Optional;
import java.util.OptionalLong;

/** Headers. */
public interface Headers {
    /** Whether there is one. */
    boolean contains(HeaderName name);

    /** Its first value. */
    Optional<String> first(HeaderName name);

    /** The length of the body. */
    OptionalLong contentLength();
}
