package dev.z0.agent.weaver;

import dev.z0.agent.core.weaving.Hook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All hooks, sorted for the look at each class that loads. Not changed once it is made. */
final class Hooks {
    private final Map<String, List<Hook>> byName = new HashMap<>();
    private final List<SubtypeHook> onSubtypes = new ArrayList<>();
    private final Triggers triggers = new Triggers();

    /** A hook on subtypes, with the numbers of what a class has to mention; -1 for what it need not. */
    private static final class SubtypeHook {
        final Hook hook;
        final int name;
        final int descriptor;
        final int inPackage;

        SubtypeHook(Hook hook, Triggers triggers) {
            this.hook = hook;
            this.name = triggers.whole(hook.method());
            this.descriptor = hook.exact() ? triggers.whole(hook.descriptor()) : -1;
            this.inPackage = hook.exact() ? triggers.inPackageOf(hook.type()) : -1;
        }

        boolean candidate(boolean[] found) {
            return (descriptor < 0 || found[descriptor]) && found[name] && (inPackage < 0 || found[inPackage]);
        }
    }

    Hooks(Iterable<Hook> all) {
        for (Hook hook : all) {
            if (hook.subtypes()) {
                onSubtypes.add(new SubtypeHook(hook, triggers));
            } else {
                List<Hook> same = byName.get(hook.type());
                if (same == null) {
                    same = new ArrayList<>(2);
                    byName.put(hook.type(), same);
                }
                same.add(hook);
            }
        }
    }

    /** The hooks in the class of this internal name itself, or null. */
    List<Hook> named(String name) {
        return byName.get(name);
    }

    /** Those, and the ones that a class which is just being loaded inherits; null for none. */
    List<Hook> of(ClassLoader loader, String name, byte[] file, Hierarchy hierarchy) {
        List<Hook> named = byName.get(name);
        if (onSubtypes.isEmpty()) {
            return named;
        }
        ClassScan scan = new ClassScan(file, triggers);
        List<Hook> hooks = named;
        String[] supertypes = null;
        for (SubtypeHook candidate : onSubtypes) {
            if (candidate.candidate(scan.found) && !scan.isInterface()) {
                if (supertypes == null) {
                    supertypes = scan.supertypes();
                }
                if (hierarchy.reaches(loader, supertypes, candidate.hook.type())) {
                    hooks = hooks == null || hooks == named ? copy(named) : hooks;
                    hooks.add(candidate.hook);
                }
            }
        }
        return hooks;
    }

    private static List<Hook> copy(List<Hook> hooks) {
        return hooks == null ? new ArrayList<>() : new ArrayList<>(hooks);
    }

    /** Whether a loaded class is a subtype that some hook is for. */
    boolean concernsSubtype(Class<?> loaded) {
        if (loaded.isInterface() || loaded.isArray()) {
            return false;
        }
        for (SubtypeHook candidate : onSubtypes) {
            if (isSubtype(loaded, candidate.hook.type().replace('/', '.'))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSubtype(Class<?> type, String name) {
        for (Class<?> t = type; t != null; t = t.getSuperclass()) {
            if (t.getName().equals(name)) {
                return true;
            }
            for (Class<?> implemented : t.getInterfaces()) {
                if (isSubtype(implemented, name)) {
                    return true;
                }
            }
        }
        return false;
    }
}
