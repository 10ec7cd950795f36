package dev.z0.instrumentation.scheduler;

import java.lang.reflect.Field;

/** Reads what a library's object holds and has no public door to. */
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
}
