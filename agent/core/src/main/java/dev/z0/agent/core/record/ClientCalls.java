package dev.z0.agent.core.record;

import dev.z0.agent.core.support.WeakMap;

/** Which call an HTTP client's own object, such as a connection, stands for. Bounded. Thread-safe. */
public final class ClientCalls {
    private static final WeakMap<Object, ExternalCall> CALLS = new WeakMap<>(20_000, ExternalCall::ended);

    private ClientCalls() {}

    /** The call that was noted for this very object, or null. */
    public static ExternalCall of(Object client) {
        return CALLS.get(client);
    }

    /** Notes the call, which must not refer to the object. Answers false where there is no room. */
    public static boolean note(Object client, ExternalCall call) {
        return CALLS.put(client, call);
    }

    /** The call is over. */
    public static void forget(Object client) {
        CALLS.remove(client);
    }
}
