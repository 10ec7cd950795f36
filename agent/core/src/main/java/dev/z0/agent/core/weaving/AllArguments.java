package dev.z0.agent.core.weaving;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** All arguments in a new array, boxed; only on entry. Costs an allocation a call. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.PARAMETER)
public @interface AllArguments {}
