package io.helidon.http;

/** A status. */
public abstract class Status {
    /** Its number. */
    public abstract int code();
}
