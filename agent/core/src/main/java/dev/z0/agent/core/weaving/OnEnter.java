package dev.z0.agent.core.weaving;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A public static advice method that runs before the hooked method. What it returns, an Object, is handed to {@link OnExit} as {@link Entered}; or, with {@link #replaces}, becomes the method's argument. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface OnEnter {
    /** Index of the argument that the returned value replaces; -1 for none. Such a method runs after the one without. */
    int replaces() default -1;
}
