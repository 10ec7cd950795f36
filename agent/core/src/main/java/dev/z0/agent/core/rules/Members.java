package dev.z0.agent.core.rules;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads public members of the application's objects: {@code getName()}, {@code isName()}, {@code name()} (as records
 * have it) or the field {@code name}, whichever comes first. Handles are kept with each class and go when it goes.
 * Thread-safe.
 */
final class Members {
    private static final MethodType READ = MethodType.methodType(Object.class, Object.class);
    private static final MethodHandle NOTHING =
            MethodHandles.dropArguments(MethodHandles.constant(Object.class, null), 0, Object.class);

    private static final ClassValue<Map<String, MethodHandle>> KNOWN = new ClassValue<Map<String, MethodHandle>>() {
        @Override
        protected Map<String, MethodHandle> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>(4);
        }
    };

    private Members() {}

    /** The value of a member; null where there is none. Throws what the member throws. */
    static Object read(Object of, String name) throws Throwable {
        Map<String, MethodHandle> known = KNOWN.get(of.getClass());
        MethodHandle handle = known.get(name);
        if (handle == null) {
            handle = find(of.getClass(), name);
            known.put(name, handle);
        }
        return (Object) handle.invokeExact(of);
    }

    private static MethodHandle find(Class<?> type, String name) {
        String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        String[] getters = {"get" + capital, "is" + capital, name};
        for (String getter : getters) {
            MethodHandle handle = method(type, getter);
            if (handle != null) {
                return handle;
            }
        }
        try {
            Field field = type.getField(name);
            if (!Modifier.isStatic(field.getModifiers())) {
                open(field, Modifier.isPublic(field.getDeclaringClass().getModifiers()));
                return MethodHandles.publicLookup().unreflectGetter(field).asType(READ);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            return NOTHING;
        }
        return NOTHING;
    }

    /** As the first public type of the hierarchy declares it; else as a type that isn't public does, where that is let. */
    private static MethodHandle method(Class<?> type, String name) {
        MethodHandle handle = declared(type, name, true);
        return handle == null ? declared(type, name, false) : handle;
    }

    private static MethodHandle declared(Class<?> type, String name, boolean byPublicType) {
        for (Class<?> t = type; t != null; t = t.getSuperclass()) {
            MethodHandle handle = own(t, name, byPublicType);
            for (Class<?> implemented : handle == null ? t.getInterfaces() : new Class<?>[0]) {
                handle = declared(implemented, name, byPublicType);
                if (handle != null) {
                    break;
                }
            }
            if (handle != null) {
                return handle;
            }
        }
        return null;
    }

    private static MethodHandle own(Class<?> type, String name, boolean byPublicType) {
        if (Modifier.isPublic(type.getModifiers()) != byPublicType) {
            return null;
        }
        try {
            Method method = type.getDeclaredMethod(name);
            int modifiers = method.getModifiers();
            if (!Modifier.isPublic(modifiers) || Modifier.isStatic(modifiers) || method.getReturnType() == void.class) {
                return null;
            }
            open(method, byPublicType);
            return MethodHandles.publicLookup().unreflect(method).asType(READ);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return null; // there is none, or its module does not let it be read
        }
    }

    private static void open(java.lang.reflect.AccessibleObject member, boolean isOpen) {
        if (!isOpen) {
            member.setAccessible(true);
        }
    }
}
