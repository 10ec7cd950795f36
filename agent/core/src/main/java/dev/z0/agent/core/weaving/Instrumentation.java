package dev.z0.agent.core.weaving;

/**
 * Says which methods of which library classes get which advice. One file a library: what to match stands in
 * {@link #weave}, what to do there in nested public static classes whose public static methods are annotated with
 * {@link OnEnter}, {@link OnExit} or {@link InsteadOfCall}.
 *
 * <p>The instrumentation itself is made once, in z0's own class loader, while the application starts: it must be cheap
 * and touch no library type. Its advice classes are loaded again beside each library they are woven into, so they may
 * use the library's types directly, and must keep no state in static fields: state lives in {@code core}.
 */
public interface Instrumentation {
    /** The name under which an operator can switch it off, and under which its failures are counted: its folder's. */
    String family();

    /** Declares the hooks. */
    void weave(Weaving weaving);
}
