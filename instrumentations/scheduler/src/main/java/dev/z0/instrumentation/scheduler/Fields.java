package dev.z0.instrumentation.scheduler;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;

/** Reads what a library's object holds: of classes that differ too much between versions to be named, or have no public door. */
final class Fields {
    private Fields() {}

    /** What the field of this name holds, of the object's class or one that it extends; null where there is none. */
    static Object named(String name, Object holder) throws ReflectiveOperationException {
        for (Class<?> type = holder.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return field.get(holder);
                }
            }
        }
        return null;
    }

    /** What a public method of this name returns; null where it throws. */
    static Object asked(Object object, String method) throws ReflectiveOperationException {
        try {
            return object.getClass().getMethod(method).invoke(object);
        } catch (InvocationTargetException e) {
            return null;
        }
    }
}
