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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    private final Map<Instrumentation, List<Hook>> declared = new LinkedHashMap<>();
    private final Hierarchy hierarchy = new Hierarchy();
    private final AdviceLoaders loaders;
    private final Linker linker;
    private final Map<String, List<AdviceMethod>> advice = new ConcurrentHashMap<>();
    private final AtomicInteger transformed = new AtomicInteger();
    private volatile Hooks hooks;

    /**
     * Weaves these instrumentations.
     *
     * @param own the loader that z0's classes, advice among them, come from
     */
    public Weaver(Collection<Instrumentation> instrumentations, ClassLoader own) {
        loaders = new AdviceLoaders(own);
        linker = new Linker(loaders);
        for (Instrumentation instrumentation : instrumentations) {
            declared.put(instrumentation, declaredBy(instrumentation));
        }
        hooks = all();
    }

    private List<Hook> declaredBy(Instrumentation instrumentation) {
        List<Hook> declaredNow = new ArrayList<>();
        instrumentation.weave(new Weaving(instrumentation, declaredNow));
        for (Hook hook : declaredNow) {
            linker.register(hook.family(), hook.advice());
        }
        return declaredNow;
    }

    private Hooks all() {
        List<Hook> all = new ArrayList<>();
        for (List<Hook> some : declared.values()) {
            all.addAll(some);
        }
        return new Hooks(all);
    }

    /** Starts to weave: classes to come, and those that are loaded already. */
    public void install(java.lang.instrument.Instrumentation jvm) throws Exception {
        Dispatcher.install(jvm, linker);
        jvm.addTransformer(this, true);
        List<Class<?>> present = present(jvm, hooks);
        if (!present.isEmpty()) {
            jvm.retransformClasses(present.toArray(new Class<?>[0]));
        }
    }

    /**
     * Asks the instrumentations of a family for their hooks once more. Loaded classes are woven anew where a hook came or
     * went; a hook that was there before leaves its classes alone. For z0's own threads.
     */
    public synchronized void weaveAgain(String family, java.lang.instrument.Instrumentation jvm) {
        List<Hook> cameOrWent = new ArrayList<>();
        for (Map.Entry<Instrumentation, List<Hook>> entry : declared.entrySet()) {
            if (entry.getKey().family().equals(family)) {
                List<Hook> before = entry.getValue();
                List<Hook> after = declaredBy(entry.getKey());
                entry.setValue(after);
                addMissing(after, before, cameOrWent);
                addMissing(before, after, cameOrWent);
            }
        }
        hooks = all();
        for (Class<?> loaded : present(jvm, new Hooks(cameOrWent))) {
            try {
                jvm.retransformClasses(
                        loaded); // one by one: a class that can't be woven is no reason to leave others out
            } catch (Throwable e) {
                Failures.note(family, e);
            }
        }
    }

    private static void addMissing(List<Hook> from, List<Hook> in, List<Hook> missing) {
        Set<String> keys = new HashSet<>();
        for (Hook hook : in) {
            keys.add(hook.key());
        }
        for (Hook hook : from) {
            if (!keys.contains(hook.key())) {
                missing.add(hook);
            }
        }
    }

    private List<Class<?>> present(java.lang.instrument.Instrumentation jvm, Hooks of) {
        List<Class<?>> present = new ArrayList<>();
        for (Class<?> loaded : jvm.getAllLoadedClasses()) {
            if (concerns(of, loaded) && jvm.isModifiableClass(loaded)) {
                present.add(loaded);
            }
        }
        return present;
    }

    /** Stops weaving. What is woven stays. */
    public void uninstall(java.lang.instrument.Instrumentation jvm) {
        jvm.removeTransformer(this);
    }

    /** How many classes were rewritten. */
    public int transformed() {
        return transformed.get();
    }

    private boolean concerns(Hooks of, Class<?> loaded) {
        if (of.named(loaded.getName().replace('.', '/')) != null) {
            return true;
        }
        ClassLoader loader = loaded.getClassLoader();
        return !loaders.isJdk(loader) && !loaders.isOwn(loader) && of.concernsSubtype(loaded);
    }

    @Override
    public byte[] transform(ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] file) {
        // For a JDK's class nothing else of z0's may be loaded: with a security manager that may need this very class.
        if (name == null || loaders.isJdk(loader) && hooks.named(name) == null) {
            return null;
        }
        return Privileged.needed()
                ? Privileged.call(() -> transform(loader, name, file))
                : transform(loader, name, file);
    }

    private byte[] transform(ClassLoader loader, String name, byte[] file) {
        try {
            if (loaders.isOwn(loader, name)) {
                return null;
            }
            Hooks current = hooks;
            List<Hook> matching =
                    loaders.isJdk(loader) ? current.named(name) : current.of(loader, name, file, hierarchy);
            return matching == null ? null : weave(loader, name, file, matching);
        } catch (Throwable e) {
            Failures.note("weaver", e);
            return null;
        }
    }

    private byte[] weave(ClassLoader loader, String name, byte[] file, List<Hook> matching) {
        int version = ConstantPool.u2(file, 6);
        byte[] woven = ClassWeaver.weave(file, name, version >= JAVA_6, matching, hook -> {
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
