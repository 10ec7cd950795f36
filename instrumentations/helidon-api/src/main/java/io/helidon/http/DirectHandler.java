package io.helidon.http;

/** Answers what has no handler. */
public interface DirectHandler {
    /** What is known of such a request. */
    interface TransportRequest {
        /** Its method, or an empty text. */
        String method();

        /** Its path, or an empty text. */
        String path();
    }
}
