package dev.z0.agent.weaver;

import dev.z0.agent.core.weaving.Advice;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The loaders in which advice meets libraries: one for each library loader and renaming, whose parents are z0's loader
 * and the library's. Only the woven classes' call sites hold it, so it goes when the library's loader goes. The JDK's
 * classes need none: their advice stays in z0's loader. Thread-safe.
 */
final class AdviceLoaders {
    private static final String INSTRUMENTATIONS = "dev.z0.instrumentation.";

    private static final String OPENTELEMETRY = "io.opentelemetry.";

    private final ClassLoader own;
    private final ClassLoader platform;
    private final Map<ClassLoader, Map<String, WeakReference<AdviceLoader>>> loaders = new WeakHashMap<>();

    AdviceLoaders(ClassLoader own) {
        this.own = own;
        this.platform = ClassLoader.getSystemClassLoader().getParent();
    }

    /** The advice class as code of {@code library} is to see it; null is the boot loader. */
    Class<?> load(ClassLoader library, Advice advice) throws ClassNotFoundException {
        String name = advice.className().replace('/', '.');
        if (isJdk(library)) {
            return Class.forName(name, true, own);
        }
        return Class.forName(name, true, loader(library, advice));
    }

    /** Whether it is one of the loaders that the JDK's own classes come from. */
    boolean isJdk(ClassLoader loader) {
        return loader == null || loader == platform;
    }

    /** Whether it is z0's own, or one made here. */
    boolean isOwn(ClassLoader loader) {
        return loader == own && own != ClassLoader.getSystemClassLoader() || loader instanceof AdviceLoader;
    }

    /** Whether z0 itself works with this class, whose name is an internal one: woven, it would call itself. */
    boolean isOwn(ClassLoader loader, String name) {
        return isOwn(loader) || loader == own && name.startsWith("io/opentelemetry/");
    }

    /** An advice class's bytes, as they are in the jar. */
    byte[] bytes(String internalName) throws IOException {
        try (InputStream in = own.getResourceAsStream(internalName + ".class")) {
            if (in == null) {
                throw new IOException(internalName + " is not in the agent");
            }
            return Streams.readAll(in);
        }
    }

    private synchronized ClassLoader loader(ClassLoader library, Advice advice) {
        Map<String, WeakReference<AdviceLoader>> variants = loaders.computeIfAbsent(library, l -> new HashMap<>());
        String key = advice.meansItsOpenTelemetry() ? OPENTELEMETRY : advice.renamed() ? advice.from() : "";
        WeakReference<AdviceLoader> reference = variants.get(key);
        AdviceLoader loader = reference == null ? null : reference.get();
        if (loader == null) {
            loader = new AdviceLoader(library, advice);
            variants.put(key, new WeakReference<>(loader));
        }
        return loader;
    }

    private final class AdviceLoader extends ClassLoader {
        private final ClassLoader library;
        private final Advice advice;

        /** Loads {@code advice}, and any other that is renamed in the same way. */
        AdviceLoader(ClassLoader library, Advice advice) {
            super(own);
            this.library = library;
            this.advice = advice;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith(INSTRUMENTATIONS)) {
                synchronized (getClassLoadingLock(name)) {
                    Class<?> loaded = findLoadedClass(name);
                    return loaded != null ? loaded : define(name);
                }
            }
            if (name.startsWith("dev.z0.") || !advice.meansItsOpenTelemetry() && name.startsWith(OPENTELEMETRY)) {
                return own.loadClass(name);
            }
            return library.loadClass(name);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try {
                byte[] bytes = bytes(name.replace('.', '/'));
                if (advice.renamed()) {
                    bytes = ConstantPool.rename(bytes, advice);
                }
                return defineClass(name, bytes, 0, bytes.length, AdviceLoaders.class.getProtectionDomain());
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
