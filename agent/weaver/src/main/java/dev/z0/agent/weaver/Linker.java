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
        MethodHandles.Lookup caller = (MethodHandles.Lookup) call[1];
        ClassLoader library = caller.lookupClass().getClassLoader();
        Place place = new Place((String) call[2], (String) call[4], (Integer) call[5]);
        MethodType type = (MethodType) call[3];
        MethodHandle target = target(caller, library, place, type);
        // What ends something must still run, when the family is switched off, for whatever has begun.
        return place.kind() == Place.CALL || type.returnType() == void.class
                ? new ConstantCallSite(target)
                : switchable(family(place.adviceClass()), new MutableCallSite(target));
    }

    /** The advice; what runs in its place where it cannot be had. */
    private MethodHandle target(MethodHandles.Lookup caller, ClassLoader library, Place place, MethodType type) {
        String adviceClass = place.adviceClass();
        try {
            if (Failures.tooMany(family(adviceClass))) {
                return nothing(caller, place, type);
            }
            Advice advice = place.renamed() ? RENAMINGS.get(adviceClass) : new Advice(adviceClass, null, null);
            MethodHandle method = find(loaders.load(library, advice), place.name, type, place.kind());
            return place.kind() != Place.CALL && Privileged.needed() ? Privileged.handle(method) : method;
        } catch (Throwable e) {
            failed(e, adviceClass);
            return nothing(caller, place, type);
        }
    }

    private static MethodHandle find(Class<?> advice, String name, MethodType type, int kind)
            throws ReflectiveOperationException {
        try {
            return PUBLIC.findStatic(advice, name, type);
        } catch (NoSuchMethodException e) {
            if (kind != Place.CALL) {
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

    /** What runs in the place of advice that is not to run: of a call's stand-in, the call itself. */
    private static MethodHandle nothing(MethodHandles.Lookup caller, Place place, MethodType type) {
        if (place.kind() == Place.CALL) {
            try {
                return caller.findVirtual(type.parameterType(0), place.called(), type.dropParameterTypes(0, 1));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e); // the caller made this very call before, and so does the stand-in
            }
        }
        if (place.kind() == Place.REPLACING) {
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

    private static String family(String adviceClass) {
        return FAMILIES.getOrDefault(adviceClass, "weaver");
    }

    private void failed(Throwable failure, String adviceClass) {
        if (failure != OFF) {
            Failures.note(family(adviceClass), failure);
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

    int oldSite(ClassLoader library, String descriptor, Place place) {
        synchronized (OLD_SITES) {
            OLD_SITES.add(new OldSite(library, descriptor, place));
            return OLD_SITES.size() - 1;
        }
    }

    private Object callOld(int number, Object[] arguments) {
        OldSite site;
        synchronized (OLD_SITES) {
            site = OLD_SITES.get(number);
        }
        MethodHandle handle = site.handle.get();
        if (handle == null) {
            handle = Privileged.needed() ? Privileged.call(() -> link(site)) : link(site);
        }
        try {
            return handle.invoke(arguments);
        } catch (Throwable e) {
            throw Linker.<RuntimeException>sneaky(e);
        }
    }

    private MethodHandle link(OldSite site) {
        ClassLoader library = site.library.get();
        MethodType type = MethodType.fromMethodDescriptorString(site.descriptor, library);
        // A stand-in is no part of the library either: the call that it makes is one that everybody may make.
        MethodHandle linked = target(PUBLIC, library, site.place, type)
                .asSpreader(Object[].class, type.parameterCount())
                .asType(MethodType.methodType(Object.class, Object[].class));
        site.handle = new WeakReference<>(linked);
        return linked;
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E sneaky(Throwable e) throws E {
        throw (E) e;
    }

    /** Holds the library's loader, and the handle into its advice, only as long as they live anyway. */
    private static final class OldSite {
        final WeakReference<ClassLoader> library;
        final String descriptor;
        final Place place;
        volatile WeakReference<MethodHandle> handle = new WeakReference<>(null);

        OldSite(ClassLoader library, String descriptor, Place place) {
            this.library = new WeakReference<>(library);
            this.descriptor = descriptor;
            this.place = place;
        }
    }
}
