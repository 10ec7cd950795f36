package dev.z0.agent.weaver;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers whether a class that is just being loaded is a subtype of another, from class files alone: nothing is loaded
 * by asking. What it reads is kept for each loader. Thread-safe.
 */
final class Hierarchy {
    private static final int REMEMBERED = 4_000;
    private static final String[] NONE = {};
    private static final Triggers NO_TRIGGERS = new Triggers();

    private final Map<ClassLoader, Map<String, String[]>> known = new WeakHashMap<>();

    /** Whether {@code type} is among {@code supertypes} or theirs, as {@code loader} sees them. */
    boolean reaches(ClassLoader loader, String[] supertypes, String type) {
        for (String supertype : supertypes) {
            if (supertype.equals(type)) {
                return true;
            }
        }
        for (String supertype : supertypes) {
            if (!"java/lang/Object".equals(supertype) && reaches(loader, supertypesOf(loader, supertype), type)) {
                return true;
            }
        }
        return false;
    }

    private String[] supertypesOf(ClassLoader loader, String type) {
        Map<String, String[]> remembered;
        synchronized (known) {
            remembered = known.get(loader);
            if (remembered == null) {
                remembered = new ConcurrentHashMap<>();
                known.put(loader, remembered);
            }
        }
        String[] supertypes = remembered.get(type);
        if (supertypes == null) {
            supertypes = read(loader, type);
            if (remembered.size() < REMEMBERED) {
                remembered.put(type, supertypes);
            }
        }
        return supertypes;
    }

    private static String[] read(ClassLoader loader, String type) {
        String file = type + ".class";
        try (InputStream in = type.startsWith("java/")
                ? ClassLoader.getSystemResourceAsStream(file)
                : loader.getResourceAsStream(file)) {
            return in == null ? NONE : new ClassScan(Streams.readAll(in), NO_TRIGGERS).supertypes();
        } catch (IOException | RuntimeException e) {
            return NONE; // unknown is unrelated: the class stays as it is
        }
    }
}
