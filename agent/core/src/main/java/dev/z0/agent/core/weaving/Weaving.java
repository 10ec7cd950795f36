package dev.z0.agent.core.weaving;

import java.util.List;

/**
 * Collects the hooks of one instrumentation. Type names are written with dots, descriptors as in class files. Not
 * thread-safe: used once, at start.
 */
public final class Weaving {
    private final String family;
    private final String declaring;
    private final List<Hook> hooks;
    private String renameFrom;
    private String renameTo;
    private boolean expected;

    /** Hooks of {@code instrumentation} are added to {@code hooks}. */
    public Weaving(Instrumentation instrumentation, List<Hook> hooks) {
        this.family = instrumentation.family();
        this.declaring = instrumentation.getClass().getName().replace('.', '/');
        this.hooks = hooks;
    }

    /**
     * Declares every later hook and its advice a second time, with the package {@code from} read as {@code to}: one
     * source for a library that moved, as servlets did from {@code javax.servlet.} to {@code jakarta.servlet.}.
     */
    public void alsoAs(String from, String to) {
        renameFrom = from.replace('.', '/');
        renameTo = to.replace('.', '/');
    }

    /** The operator named what follows, and is to be told where a class has no such method. */
    public void expectMethods() {
        expected = true;
    }

    /** Hooks in the class of exactly this name. Costs one look-up in a hash map per loaded class. */
    public Target type(String name) {
        return new Target(name.replace('.', '/'), false);
    }

    /**
     * Hooks in every class, of any loader but the JDK's, that extends or implements the type of this name. Looked at
     * only where a class declares a method of the hook's name and descriptor and mentions the type's package.
     */
    public Target subtypesOf(String name) {
        return new Target(name.replace('.', '/'), true);
    }

    /** The type whose methods are hooked. */
    public final class Target {
        private final String type;
        private final boolean subtypes;

        private Target(String type, boolean subtypes) {
            this.type = type;
            this.subtypes = subtypes;
        }

        /**
         * A method declared there; or {@code "<init>"}, a constructor, whose advice can only be an exit that takes the
         * new object and arguments, and runs where the constructor returns normally.
         *
         * @param descriptor as in class files, {@code "(Ljava/lang/String;)V"}, or null for every overload. Where it is
         *     null or ends with its closing bracket, every class with a method of this name is a candidate for {@link
         *     #subtypesOf}: slower, and meant for hooks that an operator asked for
         */
        public Method method(String name, String descriptor) {
            return new Method(this, name, descriptor);
        }
    }

    /** The method that is hooked. */
    public final class Method {
        private final Target target;
        private final String name;
        private final String descriptor;

        private Method(Target target, String name, String descriptor) {
            this.target = target;
            this.name = name;
            this.descriptor = descriptor;
        }

        /**
         * Weaves the advice in.
         *
         * @param advice simple name of a public static class nested in the instrumentation; or, where the advice has to be
         *     compiled for a later Java than the instrumentation, a public class's full name
         * @return the type, for further methods
         */
        public Target with(String advice) {
            String adviceClass = advice.indexOf('.') < 0 ? declaring + '$' + advice : advice.replace('.', '/');
            hooks.add(new Hook(
                    family,
                    target.type,
                    target.subtypes,
                    name,
                    descriptor,
                    new Advice(adviceClass, null, null),
                    expected));
            if (renameFrom != null) {
                Advice renamed = new Advice(adviceClass, renameFrom, renameTo);
                hooks.add(new Hook(
                        family,
                        renamed.rename(target.type),
                        target.subtypes,
                        name,
                        renamed.rename(descriptor),
                        renamed,
                        expected));
            }
            return target;
        }
    }
}
