package io.helidon.http;

/** Names of headers. */
public final class HeaderNames {
    private HeaderNames() {}

    /** Any name. */
    public static HeaderName create(String name) {
        throw new UnsupportedOperationException(name);
    }
}
