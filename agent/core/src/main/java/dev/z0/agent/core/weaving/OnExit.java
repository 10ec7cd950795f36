package dev.z0.agent.core.weaving;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A public static advice method that runs after the hooked method, whether it returned or threw. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface OnExit {
    /** Whether what the advice returns is returned in the place of what the method returned. */
    boolean replacesReturn() default false;
}
