package dev.z0.agent.weaver;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;

/**
 * Lets z0 do with its own rights what it does on the application's threads, where a security manager would ask whether
 * the application may. Nothing of the application's runs inside: what stands in for a call is left alone.
 */
final class Privileged {
    private Privileged() {}

    /** Whether there is a security manager, as there may be up to Java 23. */
    static boolean needed() {
        return System.getSecurityManager() != null;
    }

    static <T> T call(PrivilegedAction<T> action) {
        return AccessController.doPrivileged(action);
    }

    /** A handle of the same type that runs this one with z0's rights. */
    static MethodHandle handle(MethodHandle advice) throws ReflectiveOperationException {
        int count = advice.type().parameterCount();
        MethodType spread = MethodType.methodType(Object.class, Object[].class);
        MethodHandle run = MethodHandles.lookup()
                .findStatic(
                        Privileged.class,
                        "run",
                        MethodType.methodType(Object.class, MethodHandle.class, Object[].class));
        return run.bindTo(advice.asSpreader(Object[].class, count).asType(spread))
                .asCollector(Object[].class, count)
                .asType(advice.type());
    }

    private static Object run(MethodHandle advice, Object[] arguments) throws Throwable {
        try {
            return AccessController.doPrivileged((PrivilegedExceptionAction<Object>) () -> invoke(advice, arguments));
        } catch (PrivilegedActionException e) {
            throw e.getCause();
        }
    }

    private static Object invoke(MethodHandle advice, Object[] arguments) throws Exception {
        try {
            return advice.invokeExact(arguments);
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
