package dev.z0.agent.core.weaving;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Which hook led here, as {@link Hook#key} names it, a String: for advice that serves hooks known only at run time. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.PARAMETER)
public @interface Hooked {}
