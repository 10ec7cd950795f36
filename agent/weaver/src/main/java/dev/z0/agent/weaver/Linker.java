package dev.z0.agent.weaver;

import dev.z0.agent.core.support.Failures;
import dev.z0.agent.core.weaving.Advice;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Connects woven code with advice, the first time each place is reached: finds the advice class in the loader that
 * belongs to the library, and its method. What cannot be linked becomes a call of nothing. Also takes the failures that
 * woven code caught, and takes an instrumentation out that fails again and again. Thread-safe.
 */
final class Linker implements Function<Object[], Object> {
    /** Kinds of a place, as woven into its bootstrap arguments: plain advice; one whose result replaces a value; a call's stand-in. */
    static final int ADVICE = 0;

    static final int REPLACING = 1;
    static final int CALL = 2;
    /** Added to a kind: the advice is read under its renaming. */
    static final int RENAMED = 4;

    /** Between the advice class and the name of the call that the advice stands in for. */
    static final char INSTEAD_OF = '#';

    private static final MethodHandles.Lookup PUBLIC = MethodHandles.publicLookup();

    /** Thrown by places that were taken out and may not answer null; woven code catches it. */
    private static final RuntimeException OFF = new RuntimeException("switched off", null, false, false) {
        private static final long serialVersionUID = 1;
    };

    private final AdviceLoaders loaders;
    // One process, one application: several weavers, as tests have them, link each other's places.
    private static final Map<String, String> FAMILIES = new ConcurrentHashMap<>();
    private static final Map<String, Advice> RENAMINGS = new ConcurrentHashMap<>();
    private static final List<OldSite> OLD_SITES = new ArrayList<>();
    private static final Map<String, List<WeakReference<MutableCallSite>>> SITES = new ConcurrentHashMap<>();

    Linker(AdviceLoaders loaders) {
        this.loaders = loaders;
        Failures.onTooMany(this::switchOff);
    }

    /** Makes an advice known before anything of it is woven. */
    void register(String family, Advice advice) {
        FAMILIES.put(advice.className(), family);
        if (advice.renamed()) {
            RENAMINGS.put(advice.className(), advice);
        }
    }

    @Override
    public Object apply(Object[] call) {
        switch ((String) call[0]) {
            case Dispatcher.LINK:
                return Privileged.needed() ? Privileged.call(() -> link(call)) : link(call);
            case Dispatcher.CALL:
                return callOld((Integer) call[1], (Object[]) call[2]);
            default:
                failed((Throwable) call[1], (String) call[2]);
                return null;
        }
    }

    private CallSite link(Object[] call) {
        return link((MethodHandles.Lookup) call[1], (String) call[2], (MethodType) call[3], (String) call[4], (Integer)
                call[5]);
    }

    private CallSite link(MethodHandles.Lookup caller, String name, MethodType type, String place, int flags) {
        int kind = flags & ~RENAMED;
        int insteadOf = place.indexOf(INSTEAD_OF);
        String adviceClass = insteadOf < 0 ? place : place.substring(0, insteadOf);
        String without = insteadOf < 0 ? name : place.substring(insteadOf + 1);
        String family = FAMILIES.get(adviceClass);
        try {
            if (Failures.tooMany(family)) {
                return new ConstantCallSite(nothing(caller, without, type, kind));
            }
            Advice advice = (flags & RENAMED) == 0 ? new Advice(adviceClass, null, null) : RENAMINGS.get(adviceClass);
            Class<?> loaded = loaders.load(caller.lookupClass().getClassLoader(), advice);
            MethodHandle method = find(loaded, name, type, kind);
            if (kind != CALL && Privileged.needed()) {
                method = Privileged.handle(method);
            }
            // What ends something must still run, when the family is switched off, for whatever has begun.
            return kind == CALL || type.returnType() == void.class
                    ? new ConstantCallSite(method)
                    : switchable(family, new MutableCallSite(method));
        } catch (Throwable e) {
            failed(e, adviceClass);
            return new ConstantCallSite(nothing(caller, without, type, kind));
        }
    }

    private static MethodHandle find(Class<?> advice, String name, MethodType type, int kind)
            throws ReflectiveOperationException {
        try {
            return PUBLIC.findStatic(advice, name, type);
        } catch (NoSuchMethodException e) {
            if (kind != CALL) {
                throw e;
            }
            // A stand-in that cannot name the receiver's type takes an Object.
            return PUBLIC.findStatic(advice, name, type.changeParameterType(0, Object.class))
                    .asType(type);
        }
    }

    private CallSite switchable(String family, MutableCallSite site) {
        List<WeakReference<MutableCallSite>> known = SITES.computeIfAbsent(family, f -> new ArrayList<>());
        synchronized (known) {
            known.add(new WeakReference<>(site));
        }
        return site;
    }

    /** What runs in the place of advice that is not to run. */
    private static MethodHandle nothing(MethodHandles.Lookup caller, String name, MethodType type, int kind) {
        if (kind == CALL) {
            try {
                return caller.findVirtual(type.parameterType(0), name, type.dropParameterTypes(0, 1));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e); // the caller made this very call before
            }
        }
        if (kind == REPLACING) {
            return off(type);
        }
        MethodHandle constant = MethodHandles.constant(Object.class, null);
        if (type.returnType() == void.class) {
            constant = constant.asType(MethodType.methodType(void.class));
        }
        return MethodHandles.dropArguments(constant, 0, type.parameterList());
    }

    private static MethodHandle off(MethodType type) {
        MethodHandle thrower = MethodHandles.throwException(type.returnType(), RuntimeException.class);
        return MethodHandles.dropArguments(thrower.bindTo(OFF), 0, type.parameterList());
    }

    private void failed(Throwable failure, String adviceClass) {
        if (failure != OFF) {
            Failures.note(FAMILIES.getOrDefault(adviceClass, "weaver"), failure);
        }
    }

    /** Answers false for what is no family of instrumentations. */
    private boolean switchOff(String family) {
        if (!FAMILIES.containsValue(family)) {
            return false;
        }
        List<WeakReference<MutableCallSite>> known = SITES.getOrDefault(family, Collections.emptyList());
        List<MutableCallSite> changed = new ArrayList<>();
        synchronized (known) {
            for (WeakReference<MutableCallSite> reference : known) {
                MutableCallSite site = reference.get();
                if (site != null) {
                    site.setTarget(off(site.type()));
                    changed.add(site);
                }
            }
        }
        MutableCallSite.syncAll(changed.toArray(new MutableCallSite[0]));
        return true;
    }

    // Class files of before Java 7 know no invokedynamic: their places have numbers.

    int oldSite(ClassLoader library, Advice advice, AdviceMethod method) {
        synchronized (OLD_SITES) {
            OLD_SITES.add(new OldSite(library, advice, method));
            return OLD_SITES.size() - 1;
        }
    }

    private Object callOld(int number, Object[] arguments) {
        OldSite site;
        synchronized (OLD_SITES) {
            site = OLD_SITES.get(number);
        }
        try {
            MethodHandle handle = site.handle.get();
            if (handle == null) {
                handle = Privileged.needed() ? Privileged.call(() -> site.link(loaders)) : site.link(loaders);
            }
            return handle.invoke(arguments);
        } catch (Throwable e) {
            throw Linker.<RuntimeException>sneaky(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E sneaky(Throwable e) throws E {
        throw (E) e;
    }

    /** Holds the library's loader, and the handle into its advice, only as long as they live anyway. */
    private static final class OldSite {
        private final WeakReference<ClassLoader> library;
        private final Advice advice;
        private final String name;
        private final boolean standsIn;
        volatile WeakReference<MethodHandle> handle = new WeakReference<>(null);

        OldSite(ClassLoader library, Advice advice, AdviceMethod method) {
            this.library = new WeakReference<>(library);
            this.advice = advice;
            this.name = method.name;
            this.standsIn = method.moment == AdviceMethod.Moment.INSTEAD_OF_CALL;
        }

        MethodHandle link(AdviceLoaders loaders) {
            try {
                return find(loaders);
            } catch (ReflectiveOperationException e) {
                throw Linker.<RuntimeException>sneaky(e);
            }
        }

        private MethodHandle find(AdviceLoaders loaders) throws ReflectiveOperationException {
            for (Method method : loaders.load(library.get(), advice).getMethods()) {
                if (method.getName().equals(name)) {
                    MethodHandle direct = PUBLIC.unreflect(method);
                    MethodHandle found = (standsIn || !Privileged.needed() ? direct : Privileged.handle(direct))
                            .asSpreader(Object[].class, method.getParameterTypes().length)
                            .asType(MethodType.methodType(Object.class, Object[].class));
                    handle = new WeakReference<>(found);
                    return found;
                }
            }
            throw new NoSuchMethodException(name);
        }
    }
}
