package dev.z0.agent.core.support;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * Finds the method that a lambda or method reference stands for. Its class, made by the JDK as the program runs, does
 * not tell, but its constant pool does. Meant for rare use: where something is scheduled, not where it runs.
 */
public final class Lambdas {
    private Lambdas() {}

    /** Whether the class was made for a lambda or a method reference. */
    public static boolean isLambda(Class<?> type) {
        return type.getName().indexOf("$$Lambda") > 0;
    }

    /**
     * The method behind a lambda's class.
     *
     * @return its class's name, with dots, and its own; null where this JVM does not tell
     */
    public static String[] implementation(Class<?> lambda) {
        try {
            Method getConstantPool = Class.class.getDeclaredMethod("getConstantPool");
            getConstantPool.setAccessible(true);
            Object pool = getConstantPool.invoke(lambda);
            Method getMember = pool.getClass().getMethod("getMemberRefInfoAt", int.class);
            Method getSize = pool.getClass().getMethod("getSize");
            getMember.setAccessible(true);
            getSize.setAccessible(true);
            // The call of the method is the last thing that the class was given.
            for (int i = (Integer) getSize.invoke(pool) - 1; i > 0; i--) {
                String[] member = member(pool, getMember, i);
                if (member != null && member[2].startsWith("(") && !member[1].equals("<init>")) {
                    return new String[] {member[0].replace('/', '.'), member[1]};
                }
            }
        } catch (Exception | LinkageError e) {
            // Another JVM, or one that is not open to z0.
        }
        return null;
    }

    private static String[] member(Object pool, Method getMember, int index) throws IllegalAccessException {
        try {
            return (String[]) getMember.invoke(pool, index);
        } catch (InvocationTargetException e) {
            return null; // that entry is something else
        }
    }
}
