package io.helidon.http;

/** A request is refused. */
public abstract class RequestException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The request. */
    public abstract DirectHandler.TransportRequest request();

    /** The answer. */
    public abstract Status status();
}
