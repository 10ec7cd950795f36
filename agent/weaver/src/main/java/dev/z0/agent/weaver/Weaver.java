package dev.z0.agent.weaver;

import dev.z0.agent.core.support.Failures;
import dev.z0.agent.core.weaving.Advice;
import dev.z0.agent.core.weaving.Hook;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.Weaving;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Rewrites classes as they load. A class is looked at in three steps, each reached by few: its name in a hash map; the
 * texts of its constant pool, for hooks on subtypes; its hierarchy. Only what is left is parsed and written anew, by
 * the ASM inside Byte Buddy. Thread-safe; whatever goes wrong leaves the class as it was.
 */
public final class Weaver implements ClassFileTransformer {
    /** The class file version of Java 6, the first with stack map frames; the next one knows invokedynamic. */
    private static final int JAVA_6 = 50;

    private final Map<String, List<Hook>> byName = new HashMap<>();
    private final List<SubtypeHook> onSubtypes = new ArrayList<>();
    private final Triggers triggers = new Triggers();
    private final Hierarchy hierarchy = new Hierarchy();
    private final AdviceLoaders loaders;
    private final Linker linker;
    private final Map<String, List<AdviceMethod>> advice = new ConcurrentHashMap<>();
    private final AtomicInteger transformed = new AtomicInteger();

    /** A hook on subtypes, with the numbers of what a class has to mention. */
    private static final class SubtypeHook {
        final Hook hook;
        final int name;
        final int descriptor;
        final int inPackage;

        SubtypeHook(Hook hook, Triggers triggers) {
            this.hook = hook;
            this.name = triggers.whole(hook.method());
            this.descriptor = triggers.whole(hook.descriptor());
            this.inPackage = triggers.inPackageOf(hook.type());
        }
    }

    /**
     * Weaves these instrumentations.
     *
     * @param own the loader that z0's classes, advice among them, come from
     */
    public Weaver(Collection<Instrumentation> instrumentations, ClassLoader own) {
        loaders = new AdviceLoaders(own);
        linker = new Linker(loaders);
        List<Hook> hooks = new ArrayList<>();
        for (Instrumentation instrumentation : instrumentations) {
            instrumentation.weave(new Weaving(instrumentation, hooks));
        }
        for (Hook hook : hooks) {
            linker.register(hook.family(), hook.advice());
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

    /** Starts to weave: classes to come, and those that are loaded already. */
    public void install(java.lang.instrument.Instrumentation jvm) throws Exception {
        Dispatcher.install(jvm, linker);
        jvm.addTransformer(this, true);
        List<Class<?>> present = new ArrayList<>();
        for (Class<?> loaded : jvm.getAllLoadedClasses()) {
            if (concerns(loaded) && jvm.isModifiableClass(loaded)) {
                present.add(loaded);
            }
        }
        if (!present.isEmpty()) {
            jvm.retransformClasses(present.toArray(new Class<?>[0]));
        }
    }

    /** Stops weaving. What is woven stays. */
    public void uninstall(java.lang.instrument.Instrumentation jvm) {
        jvm.removeTransformer(this);
    }

    /** How many classes were rewritten. */
    public int transformed() {
        return transformed.get();
    }

    private boolean concerns(Class<?> loaded) {
        if (byName.containsKey(loaded.getName().replace('.', '/'))) {
            return true;
        }
        ClassLoader loader = loaded.getClassLoader();
        if (loaders.isJdk(loader) || loaders.isOwn(loader) || loaded.isInterface() || loaded.isArray()) {
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

    @Override
    public byte[] transform(ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] file) {
        if (name == null) {
            return null;
        }
        try {
            List<Hook> hooks = byName.get(name);
            if (!loaders.isJdk(loader) && !loaders.isOwn(loader)) {
                hooks = withSubtypeHooks(loader, file, hooks);
            }
            return hooks == null || loaders.isOwn(loader) ? null : weave(loader, name, file, hooks);
        } catch (Throwable e) {
            Failures.note("weaver", e);
            return null;
        }
    }

    private List<Hook> withSubtypeHooks(ClassLoader loader, byte[] file, List<Hook> named) {
        ClassScan scan = new ClassScan(file, triggers);
        boolean[] found = scan.found;
        List<Hook> hooks = named;
        String[] supertypes = null;
        for (SubtypeHook candidate : onSubtypes) {
            if (found[candidate.descriptor]
                    && found[candidate.name]
                    && found[candidate.inPackage]
                    && !scan.isInterface()) {
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

    private byte[] weave(ClassLoader loader, String name, byte[] file, List<Hook> hooks) {
        int version = ConstantPool.u2(file, 6);
        byte[] woven = ClassWeaver.weave(file, name, version >= JAVA_6, hooks, hook -> {
            AdviceCall call = new AdviceCall(hook.advice(), linker, loader, version > JAVA_6);
            return new ClassWeaver.Woven(call, adviceOf(hook.advice()));
        });
        if (woven != null) {
            transformed.incrementAndGet();
        }
        return woven;
    }

    private List<AdviceMethod> adviceOf(Advice of) {
        String key = of.renamed() ? of.from() + of.className() : of.className();
        List<AdviceMethod> methods = advice.get(key);
        if (methods == null) {
            try {
                methods = AdviceReader.read(of, loaders.bytes(of.className()));
            } catch (java.io.IOException e) {
                throw new IllegalStateException(e);
            }
            advice.put(key, methods);
        }
        return methods;
    }
}
