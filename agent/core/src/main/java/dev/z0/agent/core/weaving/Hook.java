package dev.z0.agent.core.weaving;

/** One method to weave and the advice for it. Immutable. Names are internal ones, with slashes. */
public final class Hook {
    private final String family;
    private final String type;
    private final boolean subtypes;
    private final String method;
    private final String descriptor;
    private final Advice advice;
    private final boolean expected;

    /**
     * @param subtypes whether subtypes of {@code type} are meant, or only the type itself
     * @param descriptor null for every overload; one that ends with its closing bracket leaves the result's type open
     * @param expected whether the operator is to be told where the class has no such method
     */
    public Hook(
            String family,
            String type,
            boolean subtypes,
            String method,
            String descriptor,
            Advice advice,
            boolean expected) {
        this.family = family;
        this.type = type;
        this.subtypes = subtypes;
        this.method = method;
        this.descriptor = descriptor;
        this.advice = advice;
        this.expected = expected;
    }

    /** The instrumentation's family. */
    public String family() {
        return family;
    }

    /** The hooked type. */
    public String type() {
        return type;
    }

    /** Whether the type's subtypes are hooked. */
    public boolean subtypes() {
        return subtypes;
    }

    /** The hooked method's name. */
    public String method() {
        return method;
    }

    /** The hooked method's descriptor, or null for every overload. */
    public String descriptor() {
        return descriptor;
    }

    /** What is woven in. */
    public Advice advice() {
        return advice;
    }

    /** Whether the descriptor is whole, and not left open. */
    public boolean exact() {
        return descriptor != null && !descriptor.endsWith(")");
    }

    /** Whether the operator is to be told where the class has no such method. */
    public boolean expected() {
        return expected;
    }

    /** Whether a method of this name and descriptor is hooked. */
    public boolean matches(String name, String methodDescriptor) {
        return method.equals(name)
                && (descriptor == null
                        || (exact() ? methodDescriptor.equals(descriptor) : methodDescriptor.startsWith(descriptor)));
    }

    /** The hook in one text: {@code package.Type#method(descriptor)}, with a {@code +} in front where subtypes are meant. */
    public String key() {
        return (subtypes ? "+" : "") + type.replace('/', '.') + '#' + method + (descriptor == null ? "" : descriptor);
    }
}
