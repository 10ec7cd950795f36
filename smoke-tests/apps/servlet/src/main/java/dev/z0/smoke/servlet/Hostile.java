package dev.z0.smoke.servlet;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Objects that serve everybody as they should, and throw whenever an agent asks them something. */
final class Hostile implements InvocationHandler {
    private static final AtomicInteger THROWN = new AtomicInteger();
    private static final String[] NOBODYS = {
        "java.", "javax.", "jakarta.", "jdk.", "sun.", "com.sun.", Hostile.class.getName(), Thrown.class.getName()
    };

    private final Object target;

    private Hostile(Object target) {
        this.target = target;
    }

    /** The object behind all its interfaces, each of whose methods throws if an agent calls it. */
    static Object of(Object object) {
        Set<Class<?>> interfaces = new LinkedHashSet<>();
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            for (Class<?> one : type.getInterfaces()) {
                interfaces.add(one);
            }
        }
        interfaces.removeIf(type -> !java.lang.reflect.Modifier.isPublic(type.getModifiers()));
        return Proxy.newProxyInstance(
                Hostile.class.getClassLoader(), interfaces.toArray(new Class<?>[0]), new Hostile(object));
    }

    /** How often something was thrown at an agent. */
    static int thrown() {
        return THROWN.get();
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        check();
        try {
            Object result = method.invoke(target, arguments);
            boolean sql = result != null && method.getReturnType().getName().startsWith("java.sql.");
            return sql && method.getReturnType().isInterface() ? of(result) : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Throws something, a different thing each time, if an agent's code is what called. */
    static void check() {
        for (StackTraceElement frame : new Throwable().getStackTrace()) {
            String caller = frame.getClassName();
            if (caller.equals("java.util.concurrent.FutureTask")) {
                return; // runs a task, on whichever thread
            }
            if (!isNobodys(caller)) {
                if (caller.startsWith("dev.z0.agent.") || caller.startsWith("dev.z0.instrumentation.")) {
                    throwSomething(THROWN.getAndIncrement());
                }
                return;
            }
        }
    }

    private static boolean isNobodys(String caller) {
        for (String prefix : NOBODYS) {
            if (caller.startsWith(prefix)) {
                return true;
            }
        }
        return caller.startsWith("com.sun.proxy.");
    }

    private static void throwSomething(int turn) {
        switch (turn % 6) {
            case 0:
                throw new IllegalStateException("not for agents");
            case 1:
                throw new StackOverflowError("not for agents");
            case 2:
                throw new NoClassDefFoundError("not/for/Agents");
            case 3:
                throw new LinkageError("not for agents");
            case 4:
                throw new AssertionError("not for agents");
            default:
                throw Hostile.<RuntimeException>unchecked(new Exception("not for agents, and not declared"));
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T unchecked(Throwable any) throws T {
        throw (T) any;
    }

    /** An exception of that kind. */
    static final class Thrown extends RuntimeException {
        private static final long serialVersionUID = 1;

        Thrown(Throwable cause) {
            super("the page failed", cause);
        }

        @Override
        public String getMessage() {
            check();
            return super.getMessage();
        }

        @Override
        public synchronized Throwable getCause() {
            check();
            return super.getCause();
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            check();
            return super.getStackTrace();
        }

        @Override
        public int hashCode() {
            check();
            return super.hashCode();
        }

        @Override
        public boolean equals(Object other) {
            check();
            return super.equals(other);
        }
    }
}
