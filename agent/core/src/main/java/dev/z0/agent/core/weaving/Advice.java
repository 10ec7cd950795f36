package dev.z0.agent.core.weaving;

/** An advice class, and the renaming under which it is read. Immutable. Names are internal ones, with slashes. */
public final class Advice {
    private final String className;
    private final String from;
    private final String to;

    /** {@code from} and {@code to} are package prefixes, or both null where nothing is renamed. */
    public Advice(String className, String from, String to) {
        this.className = className;
        this.from = from;
        this.to = to;
    }

    /** The advice class. */
    public String className() {
        return className;
    }

    /** Whether the class is read under a renaming. */
    public boolean renamed() {
        return from != null;
    }

    /** The package prefix that is read as another, or null. */
    public String from() {
        return from;
    }

    /** Whether {@code io.opentelemetry} means the library's classes in it; in all other advice it means z0's own. */
    public boolean meansItsOpenTelemetry() {
        return className.startsWith("dev/z0/instrumentation/opentelemetry/");
    }

    /** The text with the package renamed wherever it stands, with dots too: so are attributes named; null for null. */
    public String rename(String text) {
        if (text == null || from == null) {
            return text;
        }
        String renamed = text.replace(from, to);
        return text.indexOf('.') < 0 ? renamed : renamed.replace(from.replace('/', '.'), to.replace('/', '.'));
    }
}
