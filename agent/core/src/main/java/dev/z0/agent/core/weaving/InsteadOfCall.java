package dev.z0.agent.core.weaving;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A public static advice method that runs in the place of a call which the hooked method makes: it gets the receiver,
 * as what the call takes it for or as an Object, and the arguments, and has to make the call itself. What it throws
 * reaches the application. Where its class cannot be initialized, the call stays.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface InsteadOfCall {
    /** The called method's owner, with dots. */
    String owner();

    /** The called method's name; its descriptor is the advice method's without the first parameter. */
    String name();
}
