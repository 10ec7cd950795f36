package io.helidon.http;

/** A method. */
public abstract class Method {
    /** Its name. */
    public abstract String text();
}
