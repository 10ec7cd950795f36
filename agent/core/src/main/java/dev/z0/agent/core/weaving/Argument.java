package dev.z0.agent.core.weaving;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An argument of the hooked method as it was at entry, by position. The parameter's type is Object, the primitive type, or exactly the argument's; null, 0 or false where the method has fewer arguments. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.PARAMETER)
public @interface Argument {
    /** Position, from 0. */
    int value();
}
