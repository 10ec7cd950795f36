package io.helidon.webserver;

/** A connection is to be closed, answered or not. */
public abstract class CloseConnectionException extends RuntimeException {
    private static final long serialVersionUID = 1;
}
